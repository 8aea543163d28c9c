import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Editor } from '@tiptap/core';
import {
  type MouseEvent,
  type Ref,
  Suspense,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { OpenNote } from '../../sync/open-note.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import styles from './body-editor.module.css';
import { showNamesOnActivity } from './caret.ts';
import { holdPastes } from './clipboard/hold-pastes.ts';
import { loadClipboard, useClipboard } from './clipboard/use-clipboard.ts';
import { makeEditor } from './make-editor.ts';
import { type Files, loadMedia, useMedia } from './media/use-media.ts';
import { Panels } from './panels/panels.ts';
import type { Surroundings } from './surroundings.ts';
import './prose.css';
import './blocks.css';

// Nobody needs it to type: it comes after.
const BlockTools = lazyPart(async () => (await import('./tools/block-tools.tsx')).BlockTools);

export interface BodyHandle {
  focusStart(): void;
}

interface BodyEditorProps {
  ref: Ref<BodyHandle>;
  note: OpenNote;
  person: Person;
  files: Files;
  surroundings: Surroundings;
  isEditable: boolean;
  /** The up arrow on the first line. */
  onLeave: () => void;
  /** With the editor once it is there, with null when it is not any more. */
  onEditor: (editor: Editor | null) => void;
}

export function BodyEditor(props: BodyEditorProps) {
  const { ref, note, person, surroundings, onLeave, onEditor } = props;
  const place = useRef<HTMLDivElement>(null);
  const [panels] = useState(() => new Panels());
  const [editor, setEditor] = useState<Editor | null>(null);

  // In an effect, with all of it undone: StrictMode does both twice.
  useLayoutEffect(() => {
    if (!place.current) return;
    const made = makeEditor(place.current, { note, person, panels, surroundings, onLeave });
    setEditor(made);
    onEditor(made);
    return () => {
      setEditor(null);
      onEditor(null);
      made.destroy();
    };
  }, [note, person, panels, surroundings, onLeave, onEditor]);
  useImperativeHandle(ref, () => ({ focusStart: () => editor && focusStart(editor) }), [editor]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the room below the text is a larger target for the mouse; the keyboard has the text itself
    <div className={styles.body} onMouseDown={(event) => editor && focusEnd(event, editor)}>
      <div ref={place} />
      {editor && <LiveParts {...props} editor={editor} panels={panels} />}
    </div>
  );
}

/** What an editor needs that is there. */
function LiveParts(props: BodyEditorProps & { editor: Editor; panels: Panels }) {
  const { editor, panels, note, files, surroundings, isEditable } = props;
  useLayoutEffect(() => {
    editor.setEditable(isEditable, false);
    editor.view.dom.setAttribute('aria-readonly', String(!isEditable));
  }, [editor, isEditable]);
  useMedia(editor, files);
  useClipboard(editor);
  useEffect(() => holdPastes(editor.view.dom, Promise.allSettled([loadMedia(), loadClipboard()])), [editor]);
  useEffect(() => showNamesOnActivity(note.awareness, editor.view.dom), [note, editor]);
  return (
    <Suspense fallback={null}>
      <BlockTools editor={editor} panels={panels} surroundings={surroundings} isEditable={isEditable} />
    </Suspense>
  );
}

/** At once: TipTap's own `focus` waits for the next frame, and a fast typist's next letters would stay in the title. */
function focusStart(editor: Editor): void {
  editor.commands.setTextSelection(1);
  editor.view.focus();
}

/** Below the text the caret goes to its end; after a code block or a rule, to a new paragraph there. */
function focusEnd(event: MouseEvent<HTMLDivElement>, editor: Editor): void {
  if (event.target !== event.currentTarget || !editor.isEditable) return;
  event.preventDefault();
  const last = editor.state.doc.lastChild;
  const end = editor.state.doc.content.size;
  if (last?.type.name === 'paragraph' || last?.type.name === 'heading' || last?.type.name.endsWith('List')) {
    editor.commands.focus('end');
  } else {
    editor.chain().insertContentAt(end, { type: 'paragraph' }).focus('end').run();
  }
}
