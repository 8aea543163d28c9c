/**
 * Everything that helps to write and that nobody waits for: it comes after the text is on the screen. What plugs into
 * the editor is plugged in at once, because each time makes the editor build all its plugins' views anew.
 */
import type { Editor } from '@tiptap/core';
import type { Plugin } from '@tiptap/pm/state';
import { columnResizing, tableEditing } from '@tiptap/pm/tables';
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { BubbleToolbar } from '../bubble-toolbar.tsx';
import { highlighting } from '../highlight/highlighting.ts';
import type { Panels } from '../panels/panels.ts';
import type { Surroundings } from '../surroundings.ts';
import { TypingMenu } from '../typing-menu/typing-menu.tsx';
import { type KeyTaker, type TypingMenuState, typingMenuPlugin } from '../typing-menu/typing-menu-plugin.ts';
import { column_width_px_min } from '../block-views/table-view.ts';
import { BlockHandle } from './block-handle.tsx';
import { blockKeys } from './block-keys.ts';
import { PhoneToolbar } from './phone-toolbar.tsx';
import { TableTools } from './table-tools.tsx';

const PanelLayer = lazyPart(async () => (await import('../panels/panel-layer.tsx')).PanelLayer);

export interface BlockToolsProps {
  editor: Editor;
  panels: Panels;
  surroundings: Surroundings;
  isEditable: boolean;
}

export function BlockTools({ editor, panels, surroundings, isEditable }: BlockToolsProps) {
  const [keys] = useState<KeyTaker>({ take: null });
  const [menu, setMenu] = useState<TypingMenuState | null>(null);
  const panel = useSyncExternalStore(panels.subscribe, panels.get);
  const isPhone = useMedia('(pointer: coarse) and (width < 40rem)');
  useEffect(() => {
    const plugins = [
      typingMenuPlugin(keys, setMenu),
      blockKeys(editor, panels),
      highlighting(),
      columnResizing({
        View: null,
        cellMinWidth: column_width_px_min,
        defaultCellMinWidth: column_width_px_min,
      }),
      tableEditing(),
    ];
    return plugIn(editor, plugins);
  }, [editor, keys, panels]);
  if (!isEditable) return null;
  return (
    <>
      {isPhone ? <PhoneToolbar editor={editor} panels={panels} /> : <BubbleToolbar editor={editor} />}
      {!isPhone && <BlockHandle editor={editor} panels={panels} />}
      <TableTools editor={editor} panels={panels} />
      {menu && <TypingMenu editor={editor} open={menu} keys={keys} surroundings={surroundings} />}
      {panel && (
        <Suspense fallback={null}>
          <PanelLayer key={panel.kind} editor={editor} panel={panel} panels={panels} />
        </Suspense>
      )}
    </>
  );
}

/** Before the editor's own: a menu that is open takes Enter first. */
function plugIn(editor: Editor, plugins: Plugin[]): () => void {
  const { view } = editor;
  view.updateState(view.state.reconfigure({ plugins: [...plugins, ...view.state.plugins] }));
  return () => {
    if (editor.isDestroyed) return;
    const rest = view.state.plugins.filter((plugin) => !plugins.includes(plugin));
    view.updateState(view.state.reconfigure({ plugins: rest }));
  };
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
