import type { notes as en } from '../en/notes.ts';

/** The tree, the trash, tags and favourites. */
export const notes = {} satisfies Record<keyof typeof en, string>;
