/** What happened in a workspace: `/api/v1/workspaces/:id/activity`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

const activityKinds = ['create', 'write', 'trash', 'restore', 'version', 'comment'] as const;

export const activityQuerySchema = z.object({
  since: timestampSchema.optional().describe('Only what ended after it'),
  before: z
    .string()
    .regex(/^\d{1,17}_\d{1,16}$/, 'Not the `next` of a page')
    .optional()
    .describe('`next` of the page before'),
  person_id: idSchema.optional().describe('Only what this person did'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ActivityQuery = z.infer<typeof activityQuerySchema>;

const entrySchema = z
  .object({
    id: z.number().int(),
    kind: z
      .enum(activityKinds)
      .describe('write: a sitting, edits of one person in one note with no half hour between them'),
    note: z.object({ id: idSchema, title: z.string(), is_trashed: z.boolean(), follows: z.boolean() }),
    person: z.object({ id: idSchema, name: z.string() }).nullable().describe('Null: their account is gone'),
    name: z.string().nullable().describe("version: the version's"),
    thread_id: idSchema.nullable(),
    began_at: timestampSchema,
    at: timestampSchema.describe('When it ended, so far'),
    from_seq: z.number().int().nullable().describe('write: the first update of the sitting'),
    to_seq: z.number().int().nullable(),
  })
  .meta({ id: 'ActivityEntry' });
export type ActivityEntry = z.infer<typeof entrySchema>;

/** The newest first. */
export const activityPageSchema = z
  .object({ entries: z.array(entrySchema), next: z.string().nullable() })
  .meta({ id: 'ActivityPage' });
export type ActivityPage = z.infer<typeof activityPageSchema>;

export const activityVisitSchema = z
  .object({
    since: timestampSchema.nullable().describe('The end of my visit before this one; null: there was none'),
  })
  .meta({ id: 'ActivityVisit' });
