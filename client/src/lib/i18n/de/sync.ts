import type { sync as en } from '../en/sync.ts';

/** Where changes are, what waits, coming back, new versions. */
export const sync = {} satisfies Record<keyof typeof en, string>;
