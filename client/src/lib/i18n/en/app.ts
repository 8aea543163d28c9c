/** The frame around the pages: sidebar, palette, shortcuts, errors. */
export const app = {} as const;
