/** A note as it was at some moment, drawn as it would be to write in it, for reading only; or how it came to be that. */
import type { Change, NoteChanges } from '@scriptorium/shared/api/history.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import type { Editor } from '@tiptap/core';
import {
  type CSSProperties,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type * as Y from 'yjs';
import { titleParts } from '../../../lib/note-title.ts';
import { type Files, useMedia } from '../media/use-media.ts';
import type { Surroundings } from '../surroundings.ts';
import { readChanged } from './changed-nodes.ts';
import { showChanges } from './past-marks.ts';
import { makePastEditor } from './past-editor.ts';
import styles from './past-note.module.css';
import { showDoc } from './shown-doc.ts';
import '../prose.css';
import '../blocks.css';

/**
 * `doc`: as it is, also while it changes. `changes`: with what was changed; `current`: the id of the block that is looked
 * at, or `title`.
 */
export type PastContent =
  | { kind: 'doc'; doc: Y.Doc }
  | { kind: 'changes'; changes: NoteChanges; isWhoWrote: boolean; current: string | null };

interface PastNoteProps {
  content: PastContent;
  /** `#rrggbb`; null: the server. */
  colorOf: (personId: string | null) => string;
  personId: string;
  files: Files;
  surroundings: Surroundings;
}

export function PastNote({ content, colorOf, personId, files, surroundings }: PastNoteProps) {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);

  useLayoutEffect(() => {
    if (!place.current) return;
    const made = makePastEditor(place.current, { personId, surroundings });
    setEditor(made);
    return () => {
      setEditor(null);
      made.destroy();
    };
  }, [personId, surroundings]);

  const changed = content.kind === 'changes' ? content.changes : null;
  // Read once: a step from one change to the next only marks others.
  const nodes = useMemo(
    () => editor && changed && readChanged(changed.body, editor.schema),
    [editor, changed],
  );

  useLayoutEffect(() => {
    if (!editor) return undefined;
    if (content.kind === 'doc') return showDoc(editor, content.doc);
    const { changes, isWhoWrote, current } = content;
    if (!nodes) return undefined;
    const shown = { nodes, changes: changes.changes, isWhoWrote, current };
    showChanges(editor, { ...shown, colorOf: colorsOf(changes, colorOf) });
    return undefined;
  }, [editor, nodes, content, colorOf]);

  return (
    <div className={styles.note}>
      <p
        className={styles.title}
        data-block="title"
        data-current={content.kind === 'changes' && content.current === 'title' ? '' : undefined}
      >
        {content.kind === 'doc' ? (
          <TitleOfDoc doc={content.doc} />
        ) : (
          <ChangedTitle {...content} colorOf={colorsOf(content.changes, colorOf)} />
        )}
      </p>
      <div ref={place} />
      {editor && <PastMedia editor={editor} files={files} />}
    </div>
  );
}

function colorsOf({ people }: NoteChanges, colorOf: PastNoteProps['colorOf']): (change: Change) => string {
  return ({ person }) => colorOf(person === null ? null : (people[person]?.id ?? null));
}

function TitleOfDoc({ doc }: { doc: Y.Doc }) {
  const subscribe = useCallback(
    (listener: () => void) => {
      doc.on('afterTransaction', listener);
      return () => doc.off('afterTransaction', listener);
    },
    [doc],
  );
  const title = useSyncExternalStore(subscribe, () => doc.getText(title_field).toString());
  return titleParts(title).text;
}

interface ChangedTitleProps {
  changes: NoteChanges;
  isWhoWrote: boolean;
  colorOf: (change: Change) => string;
}

function ChangedTitle({ changes: { title, changes }, isWhoWrote, colorOf }: ChangedTitleProps) {
  if (title.every(({ text }) => text.trim() === '')) return titleParts('').text;
  return title.map(({ text, change: index }, part) => {
    const change = index === undefined ? undefined : changes[index];
    if (!change || isWhoWrote) return text;
    const Element = change.kind === 'deleted' ? 'del' : 'ins';
    return (
      <Element
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one title, drawn anew as a whole
        key={part}
        className={`past-change past-${change.kind}`}
        data-change={index}
        style={{ '--person': colorOf(change) } as CSSProperties}
      >
        {text}
      </Element>
    );
  });
}

function PastMedia({ editor, files }: { editor: Editor; files: Files }) {
  useMedia(editor, files);
  return null;
}
