/** A note as it was at some moment, drawn as it would be to write in it, for reading only. */
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { useLayoutEffect, useRef, useState } from 'react';
import * as Y from 'yjs';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { TolerantBinding } from './binding/tolerant-binding.ts';
import { blockViews } from './block-views/block-views.ts';
import { LongNote } from './long-note.ts';
import { type Files, useMedia } from './media/use-media.ts';
import styles from './past-note.module.css';
import { Panels } from './panels/panels.ts';
import type { Surroundings } from './surroundings.ts';
import './prose.css';
import './blocks.css';

interface PastNoteProps {
  /** The state, a Yjs v1 update. */
  state: Uint8Array;
  personId: string;
  files: Files;
  surroundings: Surroundings;
}

export function PastNote({ state, personId, files, surroundings }: PastNoteProps) {
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ editor: Editor; title: string } | null>(null);

  useLayoutEffect(() => {
    if (!place.current) return;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    const editor = makePastEditor(place.current, doc, { personId, surroundings });
    setShown({ editor, title: doc.getText(title_field).toString() });
    return () => {
      setShown(null);
      editor.destroy();
      doc.destroy();
    };
  }, [state, personId, surroundings]);

  return (
    <div className={styles.note}>
      <p className={styles.title}>{shown && titleParts(shown.title).text}</p>
      <div ref={place} />
      {shown && <PastMedia editor={shown.editor} files={files} />}
    </div>
  );
}

function PastMedia({ editor, files }: { editor: Editor; files: Files }) {
  useMedia(editor, files);
  return null;
}

function makePastEditor(
  element: HTMLElement,
  document: Y.Doc,
  { personId, surroundings }: Pick<PastNoteProps, 'personId' | 'surroundings'>,
): Editor {
  return new Editor({
    element,
    injectCSS: false,
    editable: false,
    extensions: [
      ...noteExtensions(),
      TolerantBinding,
      Collaboration.configure({ document, field: body_field }),
      LongNote,
      blockViews({ panels: new Panels(), surroundings, ownId: personId }),
    ],
    editorProps: {
      attributes: { class: 'prose', role: 'document', 'aria-label': t('blocks.textLabel') },
    },
  });
}
