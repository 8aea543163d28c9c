import type { Person } from '@scriptorium/shared/api/auth.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { isSafeAddress } from '@scriptorium/shared/document/safe-values.ts';
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Dropcursor } from '@tiptap/extensions/drop-cursor';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import type { EditorView } from '@tiptap/pm/view';
import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { type MouseEvent, type Ref, Suspense, useEffect, useImperativeHandle, useState } from 'react';
import type { OpenNote } from '../../sync/open-note.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { TolerantBinding } from './binding/tolerant-binding.ts';
import { blockViews } from './block-views/block-views.ts';
import styles from './body-editor.module.css';
import { renderCaret, renderSelection, showNamesOnActivity } from './caret.ts';
import { FoundMarks } from './find/found-marks.ts';
import { type Files, useMedia } from './media/use-media.ts';
import { Panels } from './panels/panels.ts';
import { Hint } from './placeholder.ts';
import type { Surroundings } from './surroundings.ts';
import { TypingRules } from './typing-rules.ts';
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
  const { ref, note, person, files, surroundings, isEditable, onLeave, onEditor } = props;
  const [panels] = useState(() => new Panels());
  const editor = useEditor(
    {
      // The server's policy refuses `<style>` elements; `prose.css` has what is needed.
      injectCSS: false,
      editable: isEditable,
      extensions: extensionsFor(note, person, panels, surroundings),
      editorProps: {
        attributes: {
          class: 'prose',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': t('blocks.textLabel'),
        },
        handleKeyDown: (view, event) => leaveUpwards(view, event, onLeave),
        handleDOMEvents: { click: followLink },
      },
    },
    [note, person.id, onLeave, panels, surroundings],
  );

  useEffect(() => {
    editor.setEditable(isEditable, false);
    editor.view.dom.setAttribute('aria-readonly', String(!isEditable));
  }, [editor, isEditable]);
  useMedia(editor, files);
  useEffect(() => showNamesOnActivity(note.awareness, editor.view.dom), [note, editor]);
  useEffect(() => {
    onEditor(editor);
    return () => onEditor(null);
  }, [editor, onEditor]);
  useImperativeHandle(ref, () => ({ focusStart: () => focusStart(editor) }), [editor]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the room below the text is a larger target for the mouse; the keyboard has the text itself
    <div className={styles.body} onMouseDown={(event) => focusEnd(event, editor)}>
      <EditorContent editor={editor} />
      <Suspense fallback={null}>
        <BlockTools
          editor={editor}
          panels={panels}
          surroundings={surroundings}
          copyBlock={undefined}
          isEditable={isEditable}
        />
      </Suspense>
    </div>
  );
}

/** At once: TipTap's own `focus` waits for the next frame, and a fast typist's next letters would stay in the title. */
function focusStart(editor: Editor): void {
  editor.commands.setTextSelection(1);
  editor.view.focus();
}

function extensionsFor(note: OpenNote, person: Person, panels: Panels, surroundings: Surroundings) {
  return [
    ...noteExtensions(),
    TolerantBinding,
    Collaboration.configure({ document: note.doc, field: body_field, provider: note.provider }),
    CollaborationCaret.configure({
      provider: note.provider,
      user: { id: person.id, name: person.name, color: person.color },
      render: renderCaret,
      selectionRender: renderSelection,
    }),
    Dropcursor.configure({ color: false, class: 'drop-cursor' }),
    Gapcursor,
    FoundMarks,
    Hint,
    TypingRules,
    blockViews({ panels, surroundings, ownId: person.id }),
  ];
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

function leaveUpwards(view: EditorView, event: KeyboardEvent, onLeave: () => void): boolean {
  if (event.key !== 'ArrowUp' || event.shiftKey || event.isComposing) return false;
  const { $head, empty } = view.state.selection;
  const isInFirstBlock = $head.index(0) === 0 && $head.depth === 1;
  if (!empty || !isInFirstBlock || !view.endOfTextblock('up')) return false;
  onLeave();
  return true;
}

/** A link opens with ⌘ or Ctrl held, or where there is nothing to edit; in a new tab, which cannot reach this one. */
function followLink(view: EditorView, event: globalThis.MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link) return false;
  event.preventDefault();
  if ((event.metaKey || event.ctrlKey || !view.editable) && isSafeAddress(link.getAttribute('href')))
    window.open(link.href, '_blank', 'noopener,noreferrer');
  return false;
}
