import type { settings as en } from '../en/settings.ts';

/** Profile, appearance, language, password, sessions. */
export const settings = {} satisfies Record<keyof typeof en, string>;
