/** Signing in and up. */
export const auth = {} as const;
