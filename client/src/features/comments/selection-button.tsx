/** Where the text cannot be edited there is no bar at a selection: who may comment on it is offered that. */
import type { Editor } from '@tiptap/core';
import { MessageSquarePlus } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../lib/i18n/i18n.ts';
import { shortcutText } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import styles from './selection-button.module.css';

interface At {
  x: number;
  y: number;
}

const room = 44;

export function SelectionButton({ editor, onBegin }: { editor: Editor; onBegin: () => void }) {
  const [at, setAt] = useState<At | null>(null);
  useEffect(() => {
    const show = () => setAt(editor.isEditable ? null : placeOf(editor));
    const hide = () => setAt(null);
    editor.on('selectionUpdate', show);
    // Outside of the text a selection is not the editor's.
    editor.on('blur', hide);
    document.addEventListener('scroll', hide, { capture: true });
    return () => {
      editor.off('selectionUpdate', show);
      editor.off('blur', hide);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, [editor]);
  if (!at) return null;
  return createPortal(
    <div className={styles.place} style={{ '--x': `${at.x}px`, '--y': `${at.y}px` } as CSSProperties}>
      <Button
        className={styles.button}
        data-hotkey={shortcutText('comment')}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          setAt(null);
          onBegin();
        }}
      >
        <MessageSquarePlus aria-hidden="true" />
        {t('comments.comment')}
      </Button>
    </div>,
    document.body,
  );
}

function placeOf({ state, view }: Editor): At | null {
  const { from, to, empty } = state.selection;
  if (empty || state.doc.textBetween(from, to, ' ', ' ').trim() === '') return null;
  const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to)];
  const x = start.top === end.top ? (start.left + end.left) / 2 : start.left + 60;
  const isAbove = start.top > room * 2;
  return { x, y: isAbove ? start.top - room : end.bottom + 8 };
}
