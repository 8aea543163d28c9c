import type { app as en } from '../en/app.ts';

/** The frame around the pages: sidebar, palette, shortcuts, errors. */
export const app = {} satisfies Record<keyof typeof en, string>;
