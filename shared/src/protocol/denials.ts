/**
 * Why a note does not open: the reason in Hocuspocus' PermissionDenied message. A fault of the server is never one of
 * these (P6): it closes the socket with `try_again_later` instead.
 */
export const denialReasons = {
  /** The token is missing, wrong or expired, or its session has ended: get a new one. */
  token: 'token-invalid',
  /** There is no such note, or it is not this person's: which of the two is not told. */
  access: 'no-access',
  /** The note has reached its size limit: nothing more fits, deleting does. */
  full: 'note-full',
} as const;

export type DenialReason = (typeof denialReasons)[keyof typeof denialReasons];
