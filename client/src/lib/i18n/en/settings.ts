/** Profile, appearance, language, password, sessions. */
export const settings = {} as const;
