import type { editor as en } from '../en/editor.ts';

/** Writing: header, toolbar, find, refusals. */
export const editor = {} satisfies Record<keyof typeof en, string>;
