import type { blocks as en } from '../en/blocks.ts';

/** The kinds of blocks and what can be done with one. */
export const blocks = {} satisfies Record<keyof typeof en, string>;
