import { z } from 'zod';

/** RFC 3339 in UTC, e.g. `2026-11-21T09:30:00.000Z`. */
export const timestampSchema = z.iso.datetime();
export const idSchema = z.uuid();
/** Of an invitation, as base64url: 32 random bytes to a workspace, 36 that are derived from SECRET to a note. */
export const invitationTokenSchema = z.string().regex(/^(?:[\w-]{43}|[\w-]{48})$/, 'Not an invitation');
