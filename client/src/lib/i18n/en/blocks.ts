/** The kinds of blocks and what can be done with one. */
export const blocks = {} as const;
