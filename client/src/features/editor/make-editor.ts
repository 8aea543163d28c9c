/** The editor of an open note: TipTap, with what a note is made of and the others who write in it. */
import type { Person } from '@scriptorium/shared/api/auth.ts';
import { isSafeAddress } from '@scriptorium/shared/document/safe-values.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import { Editor, type Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Dropcursor } from '@tiptap/extensions/drop-cursor';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import type { EditorView } from '@tiptap/pm/view';
import { t } from '../../lib/i18n/i18n.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import { TolerantBinding } from './binding/tolerant-binding.ts';
import { blockViews } from './block-views/block-views.ts';
import { renderCaret, renderSelection } from './caret.ts';
import { CommentMarks } from './comment-marks.ts';
import { FoundMarks } from './find/found-marks.ts';
import { FreshCaret } from './fresh-caret.ts';
import { LongNote } from './long-note.ts';
import type { Panels } from './panels/panels.ts';
import { Hint } from './placeholder.ts';
import type { Surroundings } from './surroundings.ts';
import { TypingRules } from './typing-rules.ts';

export interface EditorParts {
  note: OpenNote;
  person: Person;
  panels: Panels;
  surroundings: Surroundings;
  /** The up arrow on the first line. */
  onLeave: () => void;
}

/** Pixels around the caret that are scrolled into view with it: the header and the phone's toolbar cover the edges. */
const room_in_view = { top: 64, right: 0, bottom: 72, left: 0 };

/** Whoever makes it destroys it. It may be edited once `setEditable` says so. */
export function makeEditor(element: HTMLElement, parts: EditorParts): Editor {
  const editor = new Editor({
    element,
    // The server's policy refuses `<style>` elements; `prose.css` has what is needed.
    injectCSS: false,
    // Whether pasted signs are Markdown is decided once, for all of them (`clipboard`).
    enablePasteRules: false,
    editable: false,
    extensions: extensionsFor(parts),
    editorProps: {
      scrollThreshold: room_in_view,
      scrollMargin: room_in_view,
      attributes: {
        class: 'prose',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('blocks.textLabel'),
      },
      handleKeyDown: (view, event) => leaveUpwards(view, event, parts.onLeave),
      handleDOMEvents: { click: followLink },
    },
  });
  // At each of its commits React walks through all of an editable element that has the focus, to put the selection back
  // where it was. Here that is ProseMirror's to do, and the element may be a book.
  Object.defineProperty(editor.view.dom, 'contentEditable', { value: 'inherit' });
  return editor;
}

function extensionsFor({ note, person, panels, surroundings }: EditorParts): Extensions {
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
    FreshCaret.configure({ provider: note.provider }),
    Dropcursor.configure({ color: false, class: 'drop-cursor' }),
    Gapcursor,
    FoundMarks,
    CommentMarks,
    Hint,
    LongNote,
    TypingRules,
    blockViews({ panels, surroundings, ownId: person.id }),
  ];
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
