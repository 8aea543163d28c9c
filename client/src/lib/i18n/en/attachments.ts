/** Images and files in a note. */
export const attachments = {} as const;
