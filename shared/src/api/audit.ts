/** What was done in a workspace that cannot be undone, or that concerns everybody in it: `/api/v1/workspaces/:id/audit`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

export const auditQuerySchema = z.object({
  format: z.enum(['json', 'csv']).default('json').describe('csv: all of it, the newest first'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: idSchema.optional().describe('`next` of the page before'),
});
const auditEntrySchema = z
  .object({
    id: idSchema,
    at: timestampSchema,
    action: z.string().describe('<what>:<done to it>, e.g. history:purge'),
    person_id: idSchema.nullable().describe('Who did it; null: the server'),
    person_name: z.string().nullable(),
    details: z.looseObject({}).describe('Ids of what it was done to, and what else there is to know'),
  })
  .meta({ id: 'AuditEntry' });
export const auditPageSchema = z
  .object({ entries: z.array(auditEntrySchema), next: idSchema.nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPageSchema>;
