import type { auth as en } from '../en/auth.ts';

/** Signing in and up. */
export const auth = {} satisfies Record<keyof typeof en, string>;
