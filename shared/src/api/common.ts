import { z } from 'zod';

/** RFC 3339 in UTC, e.g. `2026-11-21T09:30:00.000Z`. */
export const timestampSchema = z.iso.datetime();
export const idSchema = z.uuid();
/** Of an invitation to a workspace: 32 random bytes as base64url. */
export const invitationTokenSchema = z.string().regex(/^[\w-]{43}$/, 'Not an invitation');
