/**
 * The one list of TipTap extensions that make a note's schema; editor and server build the same schema from it.
 * Undo belongs to Yjs (`undoRedo: false`), and nothing here writes into the shared document by itself
 * (`trailingNode: false`: a reader must not edit).
 */
import type { Extensions } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';

export function noteExtensions(): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false,
      trailingNode: false,
      heading: { levels: [1, 2, 3, 4] },
      link: {
        openOnClick: false,
        autolink: true,
        defaultProtocol: 'https',
        HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: null },
      },
    }),
  ];
}
