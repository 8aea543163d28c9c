/** Where changes are, what waits, coming back, new versions. */
export const sync = {} as const;
