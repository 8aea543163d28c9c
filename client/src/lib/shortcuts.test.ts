import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { type AnyExtension, getExtensionField } from '@tiptap/core';
import { expect, test } from 'vitest';
import { shortcutGroups } from './shortcuts.ts';

/** As the editor names them (`Mod-Shift-s`), in this app's spelling. */
function boundKeys(extensions: AnyExtension[]): Set<string> {
  const keys = extensions.flatMap((extension) => {
    const { name, options } = extension;
    const context = { name, options, storage: {}, editor: {}, type: null };
    const bind = getExtensionField<(() => object) | undefined>(extension, 'addKeyboardShortcuts', context);
    return Object.keys(bind?.() ?? {});
  });
  return new Set(keys.map((key) => key.replaceAll('-', '+').toUpperCase()));
}

test('what the sheet says of formatting is bound in the editor', () => {
  const writing = shortcutGroups.find(({ title }) => title === 'app.keysWriting')?.shortcuts ?? [];
  // Those of the title, of undo and of the toolbar are not of the schema; they are tried out in the browser.
  const elsewhere = ['Enter', 'Mod+Z', 'Mod+Shift+Z', 'Alt+F10'];
  const combos = writing.map(({ combo }) => combo).filter((combo) => !elsewhere.includes(combo));
  expect(combos.length).toBeGreaterThan(5);
  const bound = boundKeys(noteExtensions());
  expect(combos.filter((combo) => !bound.has(combo.toUpperCase()))).toEqual([]);
});

test('no two shortcuts that hold everywhere are the same', () => {
  const combos = shortcutGroups[0]?.shortcuts.map(({ combo }) => combo) ?? [];
  expect(new Set(combos).size).toBe(combos.length);
});
