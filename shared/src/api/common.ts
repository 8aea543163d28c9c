import { z } from 'zod';

/** RFC 3339 in UTC, e.g. `2026-11-21T09:30:00.000Z`. */
export const timestampSchema = z.iso.datetime();
export const idSchema = z.uuid();
