/** Writing: header, toolbar, find, refusals. */
export const editor = {} as const;
