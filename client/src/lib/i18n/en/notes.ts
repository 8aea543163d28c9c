/** The tree, the trash, tags and favourites. */
export const notes = {} as const;
