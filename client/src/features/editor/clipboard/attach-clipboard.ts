/**
 * What is pasted becomes blocks of the note:
 *
 *   an address           a link, on what is selected or as text
 *   from VS Code         a code block in its language (one line of it is text)
 *   HTML                 cleaned (`clean-html.ts`), then read by the schema: nothing else comes through
 *   text like Markdown   what the Markdown says; with Shift held: just its words
 *   other text           a paragraph for each, a line break for each line
 *
 * Copied text is Markdown; the HTML beside it is the note's own.
 */
import type { Editor } from '@tiptap/core';
import { fromMarkdown } from '@scriptorium/shared/document/from-markdown.ts';
import { isSafeAddress } from '@scriptorium/shared/document/safe-values.ts';
import { readLanguage } from '@scriptorium/shared/document/nodes/code-block.ts';
import { toMarkdown } from '@scriptorium/shared/document/to-markdown.ts';
import { Fragment, type Node, type Schema, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { showToast } from '../../../ui/toast.tsx';
import { mediaKey } from '../media/media-options.ts';
import { cleanHtml, type Pictures } from './clean-html.ts';
import { looksLikeMarkdown } from './looks-like-markdown.ts';

const key = new PluginKey('clipboard');
const none: Pictures = { files: [], lost: 0 };

/** @returns takes it away again */
export function attachClipboard(editor: Editor): () => void {
  // Before the editor's own, which would copy the words alone.
  editor.registerPlugin(clipboardPlugin(), (plugin, plugins) => [plugin, ...plugins]);
  return () => {
    if (!editor.isDestroyed) editor.unregisterPlugin(key);
  };
}

function clipboardPlugin(): Plugin {
  // From cleaning to pasting: one after the other in the same event.
  let pictures = none;
  return new Plugin({
    key,
    props: {
      clipboardTextSerializer: copiedText,
      clipboardTextParser: (text, _context, isPlain, view) => pastedText(text, isPlain, view.state.schema),
      transformPastedHTML(html) {
        const cleaned = cleanHtml(html);
        pictures = cleaned.pictures;
        return cleaned.html;
      },
      handlePaste(view, event) {
        const found = pictures;
        pictures = none;
        if (pasteAddress(view, event) || pasteCode(view, event)) return true;
        // After ProseMirror has put in the rest.
        queueMicrotask(() => pastePictures(view, found));
        return false;
      },
    },
  });
}

/** A few words are themselves; whatever has form is Markdown. */
function copiedText({ content }: Slice): string {
  const [only] = content.content;
  const isInOne = content.childCount === 1 && only?.isTextblock;
  if (
    isInOne &&
    (only.type.spec.code || only.children.every((node) => node.isText && node.marks.length === 0))
  ) {
    return only.textContent;
  }
  return toMarkdown(content.firstChild?.isInline ? paragraphOf(content) : content);
}

function paragraphOf(content: Fragment): Fragment {
  const schema = content.firstChild?.type.schema;
  return Fragment.from(schema?.nodes.paragraph?.create(null, content) ?? null);
}

function pastedText(text: string, isPlain: boolean, schema: Schema): Slice {
  const isMarkdown = !isPlain && looksLikeMarkdown(text);
  const { content } = isMarkdown ? fromMarkdown(text, schema) : plainText(text, schema);
  return Slice.maxOpen(content);
}

function plainText(text: string, schema: Schema): Node {
  const paragraphs = text.split(/(?:\r\n?|\n)[ \t]*(?:(?:\r\n?|\n)[ \t]*)+/).map((paragraph) => {
    const lines = paragraph.split(/\r\n?|\n/).map((line) => (line === '' ? [] : [schema.text(line)]));
    const content = lines.flatMap((line, index) => {
      const { hardBreak } = schema.nodes;
      return index > 0 && hardBreak ? [hardBreak.create(), ...line] : line;
    });
    return schema.node('paragraph', null, content);
  });
  return schema.node('doc', null, paragraphs);
}

/** An address alone, as a browser's bar gives it. */
function pasteAddress(view: EditorView, event: ClipboardEvent): boolean {
  const { state } = view;
  const { selection, schema } = state;
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  const link = schema.marks.link;
  if (!link || !/^(?:https?:\/\/|mailto:)\S+$/i.test(text) || !isSafeAddress(text)) return false;
  if (!(selection instanceof TextSelection) || !selection.$from.parent.type.allowsMarkType(link))
    return false;
  const mark = link.create({ href: text });
  if (!selection.empty) {
    view.dispatch(state.tr.addMark(selection.from, selection.to, mark).scrollIntoView());
    return true;
  }
  // A browser that copies a link says more in its HTML: the words of the link.
  if (event.clipboardData?.getData('text/html')) return false;
  const { tr } = state;
  tr.replaceSelectionWith(schema.text(text, mark.addToSet(selection.$from.marks())), false);
  view.dispatch(tr.removeStoredMark(link).scrollIntoView());
  return true;
}

function pasteCode(view: EditorView, event: ClipboardEvent): boolean {
  const about = event.clipboardData?.getData('vscode-editor-data');
  const text = event.clipboardData?.getData('text/plain').replace(/\r\n?/g, '\n') ?? '';
  if (!about || text === '' || view.state.selection.$from.parent.type.spec.code) return false;
  const { schema, tr } = view.state;
  const mode = languageOf(about);
  const lines = text.replace(/\n$/, '');
  const isProse = mode === 'markdown' || mode === 'plaintext';
  if (isProse || !lines.includes('\n')) {
    const slice = isProse
      ? pastedText(text, false, schema)
      : new Slice(Fragment.from(schema.text(lines)), 0, 0);
    view.dispatch(tr.replaceSelection(slice).scrollIntoView());
    return true;
  }
  const block = schema.nodes.codeBlock?.create({ language: readLanguage(mode) ?? null }, schema.text(lines));
  if (!block) return false;
  view.dispatch(tr.replaceSelectionWith(block).scrollIntoView());
  return true;
}

function languageOf(about: string): string {
  try {
    const { mode }: { mode?: unknown } = JSON.parse(about);
    return typeof mode === 'string' ? mode : '';
  } catch {
    return '';
  }
}

function pastePictures(view: EditorView, { files, lost }: Pictures): void {
  if (view.isDestroyed || !view.editable) return;
  const media = mediaKey.getState(view.state);
  if (media && files.length > 0) media.insertFiles(view, files);
  const count = lost + (media ? 0 : files.length);
  if (count > 0) showToast(t('clipboard.picturesLost', { count }));
}
