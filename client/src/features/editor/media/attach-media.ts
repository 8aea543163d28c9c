/** Gives an editor what its images and files need. Comes after the text: nobody waits for it to type. */
import type { Editor } from '@tiptap/core';
import { NodeSelection, Plugin } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { accountMedia } from '../../../sync/media/account-media.ts';
import { Media } from '../../../sync/media/media.ts';
import { showToast } from '../../../ui/toast.tsx';
import { filesOfOthers, serializerFor } from './copied-media.ts';
import { FileView } from './file-view.ts';
import { ImageView } from './image-view.ts';
import { insertFiles } from './insert-files.ts';
import './media.css';
import { type MediaOptions, type MediaTools, mediaKey } from './media-options.ts';
import { changePlaces, placesKey } from './places.ts';
import type { Files } from './use-media.ts';

/** @returns takes it away again */
export function attachMedia(editor: Editor, { account, noteId, bytes_max }: Files): () => void {
  const options = { media: new Media(accountMedia(account)), noteId, bytes_max };
  editor.registerPlugin(placesPlugin());
  // First: files on the clipboard are files, whatever others would make of what is beside them.
  editor.registerPlugin(mediaPlugin(editor, options), (plugin, others) => [plugin, ...others]);
  return () => {
    if (!editor.isDestroyed) editor.unregisterPlugin([placesKey, mediaKey]);
  };
}

function placesPlugin(): Plugin<DecorationSet> {
  return new Plugin({
    key: placesKey,
    state: { init: () => DecorationSet.empty, apply: changePlaces },
    props: { decorations: (state) => placesKey.getState(state) },
  });
}

function mediaPlugin(editor: Editor, options: MediaOptions): Plugin<MediaTools> {
  const tools: MediaTools = {
    insertFiles: (view, files) => void insertFiles(view, files, options),
  };
  return new Plugin<MediaTools>({
    key: mediaKey,
    state: { init: () => tools, apply: () => tools },
    props: {
      nodeViews: {
        image: (node, view, getPos) => new ImageView(node, view, getPos, options),
        file: (node, view, getPos) => new FileView(node, view, getPos, options),
      },
      clipboardSerializer: serializerFor(editor.schema, options.noteId),
      handlePaste: (view, event) => take(view, event.clipboardData, options),
      handleDrop(view, event, _slice, isMoved) {
        const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        const isTaken = !isMoved && take(view, event.dataTransfer, options, pos);
        if (isTaken) event.preventDefault();
        return isTaken;
      },
      handleKeyDown: (view, event) => enterControls(view, event),
    },
  });
}

/** @returns false for what is no files: the text of it is pasted as text */
function take(view: EditorView, data: DataTransfer | null, options: MediaOptions, pos?: number): boolean {
  if (!data || !view.editable) return false;
  const html = data.getData('text/html');
  if (data.files.length > 0 && !hasText(html)) {
    void insertFiles(view, [...data.files], options, pos);
    return true;
  }
  for (const file of filesOfOthers(html, options.noteId)) {
    options.media
      .copy(file, options.noteId, AbortSignal.timeout(30_000))
      .catch(() => showToast(t('attachments.notCopied')));
  }
  return false;
}

/** Office programs put a picture of the text beside the text; a browser puts an `<img>` beside the picture it copies. */
function hasText(html: string): boolean {
  if (!html) return false;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return body.textContent.trim() !== '' || body.querySelector('table, [data-attachment-id]') !== null;
}

/** Tab goes into the controls of the block that is selected; Escape comes back (`leaveOnEscape`). */
function enterControls(view: EditorView, event: KeyboardEvent): boolean {
  const { selection } = view.state;
  if (event.key !== 'Tab' || event.shiftKey || !(selection instanceof NodeSelection)) return false;
  if (!['image', 'file'].includes(selection.node.type.name)) return false;
  const block = view.nodeDOM(selection.from);
  if (!(block instanceof HTMLElement)) return false;
  const control = block.querySelector<HTMLElement>('button, textarea');
  control?.focus();
  return control !== null;
}
