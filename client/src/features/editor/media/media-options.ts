import { PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { Media } from '../../../sync/media/media.ts';

/** What blocks with bytes need. */
export interface MediaOptions {
  media: Media;
  noteId: string;
  /** The largest file that the server takes. */
  bytes_max: number;
}

/** What the plugin offers to the rest of the editor. */
export interface MediaTools {
  insertFiles(view: EditorView, files: readonly File[]): void;
}

export const mediaKey = new PluginKey<MediaTools>('media');
