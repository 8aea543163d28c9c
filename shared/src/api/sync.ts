/** `POST /api/v1/sync/token`: what a socket shows to get in, on `/sync` and on `/yjs/<note id>?token=`. */
import { z } from 'zod';
import { timestampSchema } from './common.ts';

export const syncTokenSchema = z
  .object({ token: z.string(), expires_at: timestampSchema })
  .meta({ id: 'SyncToken' });
export type SyncToken = z.infer<typeof syncTokenSchema>;
