import type { attachments as en } from '../en/attachments.ts';

/** Images and files in a note. */
export const attachments = {} satisfies Record<keyof typeof en, string>;
