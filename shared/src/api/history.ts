/** The history of a note: `/api/v1/notes/:id/history`. A `seq` counts the updates of a note, so each is a revision. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

const seqSchema = z.number().int().min(0);

export const historyQuerySchema = z.object({
  before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const historyEntrySchema = z
  .object({
    kind: z.enum(['sitting']).describe('sitting: edits with no gap of five minutes'),
    from_seq: seqSchema,
    to_seq: seqSchema,
    started_at: timestampSchema,
    ended_at: timestampSchema,
    authors: z
      .array(z.object({ id: idSchema, name: z.string().nullable().describe('null: the account is gone') }))
      .describe('In the order of their first edit'),
    added: z.number().int().describe('Characters'),
    removed: z.number().int(),
  })
  .meta({ id: 'HistoryEntry' });

export const historySchema = z
  .object({
    head_seq: seqSchema.describe('Of the newest update'),
    entries: z.array(historyEntrySchema).describe('From the newest to the oldest'),
    next: z.number().int().nullable(),
  })
  .meta({ id: 'History' });
export type NoteHistory = z.infer<typeof historySchema>;

export const revisionQuerySchema = z.object({
  format: z
    .enum(['json', 'text', 'update'])
    .default('json')
    .describe('update: a Yjs v1 update, for an empty document; nothing that was deleted is in it'),
});

export const revisionSchema = z.object({ id: idSchema, seq: z.coerce.number().int().min(0) });

export const restoredSchema = z
  .object({
    before_seq: seqSchema.describe('Of the newest update before: restoring that takes the restore back'),
    head_seq: seqSchema.describe('Of the newest update, with the restore in it'),
  })
  .meta({ id: 'Restored' });
