/** What the note's menu can do with an open note, beyond what the list of notes can: handed to whoever draws the menu. */
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import type { Editor } from '@tiptap/core';
import { FileCode2, MoveHorizontal, Printer, Search } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { shortcutText, useShortcuts } from '../../lib/shortcuts.ts';
import { readSetting, writeSetting } from '../../lib/storage.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { copyText } from '../../ui/copy-text.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import type { MenuItem } from '../../ui/menu.tsx';

// Only who opens the menu counts words.
const WordCount = lazyPart(async () => (await import('./word-count/word-count.tsx')).WordCount);

/** For the menu of the note. */
export interface NoteTools {
  note: OpenNote;
  /** Null until the note's text is there. */
  editor: Editor | null;
  items: MenuItem[];
  footer: ReactNode;
}

interface OpenTools extends NoteTools {
  isWide: boolean;
  isFinding: boolean;
  stopFinding: () => void;
}

/** @param editor null until the note's text is there */
export function useNoteTools(noteId: string, note: OpenNote, editor: Editor | null): OpenTools {
  const [isWide, setWide] = useWidth(noteId);
  const [isFinding, setFinding] = useState(false);
  const find = () => {
    // The bar may take a moment to come: what is typed meanwhile is not for the text.
    editor?.view.dom.blur();
    setFinding(true);
  };
  useShortcuts([{ shortcut: 'find', run: find }]);
  const items: MenuItem[] = [
    {
      label: t('clipboard.copyAsMarkdown'),
      icon: <FileCode2 aria-hidden="true" />,
      run: () => editor && void copyMarkdown(note, editor),
    },
    {
      label: t('find.menu'),
      icon: <Search aria-hidden="true" />,
      hotkey: shortcutText('find'),
      run: () => setFinding(true),
    },
    {
      kind: 'choice',
      label: t('editor.fullWidth'),
      icon: <MoveHorizontal aria-hidden="true" />,
      isChosen: isWide,
      run: () => setWide(!isWide),
    },
    { label: t('editor.print'), icon: <Printer aria-hidden="true" />, run: () => window.print() },
  ];
  return {
    note,
    editor,
    items: editor ? items : [],
    footer: editor && (
      <Suspense fallback={null}>
        <WordCount editor={editor} />
      </Suspense>
    ),
    isWide,
    isFinding: isFinding && editor !== null,
    stopFinding: () => setFinding(false),
  };
}

async function copyMarkdown(note: OpenNote, editor: Editor): Promise<void> {
  const { noteToMarkdown } = await import('@scriptorium/shared/document/to-markdown.ts');
  const title = note.doc.getText(title_field).toString();
  await copyText(noteToMarkdown(title, editor.state.doc), t('clipboard.copied'));
}

/** For each note, on this device: how wide one likes it depends on what is in it and on the screen. */
function useWidth(noteId: string): [boolean, (isWide: boolean) => void] {
  const key = `wide:${noteId}`;
  const [isWide, setWide] = useState(() => readSetting(key) !== null);
  return [
    isWide,
    (next) => {
      writeSetting(key, next ? 'yes' : null);
      setWide(next);
    },
  ];
}
