/**
 * Why a note does not open: the reason in Hocuspocus' PermissionDenied message, which concerns one note of a socket and
 * leaves the others alone. A fault of the server is never one of these (P6): it closes the socket with
 * `try_again_later` instead.
 */
import type { CloseKind } from './close-codes.ts';

export const denialReasons = {
  /** The token is missing, wrong or expired, or its session has ended: get a new one. */
  token: 'token-invalid',
  /** There is no such note, or it is not this person's: which of the two is not told. */
  access: 'no-access',
  /** The note has reached its size limit: what came last is not taken. */
  full: 'note-full',
  /** The socket has as many notes open as it may: close one, or come back later. */
  too_many: 'too-many-notes',
} as const;

export type DenialReason = (typeof denialReasons)[keyof typeof denialReasons];

/** What a denial means where a socket carries one note only: its close code, and with it the client's remedy. */
export const closeKindOfDenial: Record<DenialReason, CloseKind> = {
  'token-invalid': 'unauthorized',
  'no-access': 'forbidden',
  'note-full': 'note_full',
  'too-many-notes': 'too_many',
};

/** @returns null for words that are not one of ours */
export function toDenialReason(text: string | undefined): DenialReason | null {
  return Object.values(denialReasons).find((reason) => reason === text) ?? null;
}
