/**
 * What was done that cannot be undone, or that concerns more than whoever did it: `/api/v1/workspaces/:id/audit` of a
 * workspace, `/api/v1/auth/audit` of accounts.
 */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

/** What is done to an account, by whoever has it or tries to. */
export const accountActions = [
  'account:sign_up',
  'account:sign_in',
  'account:sign_in_failed',
  'account:sign_out',
  'account:change_password',
  'account:change_password_failed',
  'account:end_session',
  'key:create',
  'key:revoke',
] as const;
export const workspaceAuditActions = [
  'audit:export',
  'history:purge',
  'invitation:accept',
  'invitation:create',
  'invitation:revoke',
  'member:change_role',
  'member:leave',
  'member:remove',
  'note:delete',
  'note:invite',
  'note:link_change',
  'note:link_create',
  'note:link_revoke',
  'note:move',
  'note:open',
  'note:restrict',
  'note:share',
  'note:uninvite',
  'note:unshare',
  'tag:delete',
  'tag:rename',
  'workspace:create',
  'workspace:delete',
  'workspace:rename',
  'workspace:set_history',
  'workspace:transfer',
] as const;
export type AuditAction = (typeof accountActions | typeof workspaceAuditActions)[number];

export const auditQuerySchema = z.object({
  format: z.enum(['json', 'csv']).default('json').describe('csv: all of it, the newest first'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: idSchema.optional().describe('`next` of the page before'),
});
export const accountAuditQuerySchema = auditQuerySchema.extend({
  of: z
    .enum(['me', 'everybody'])
    .default('me')
    .describe('everybody: all accounts, for the owner of the installation'),
});
const auditEntrySchema = z
  .object({
    id: idSchema,
    at: timestampSchema,
    action: z.string().describe('<what>:<done to it>, e.g. history:purge'),
    person_id: idSchema
      .nullable()
      .describe('Who did it, or whose account it was tried with; null: the server, or nobody known'),
    person_name: z.string().nullable(),
    key_id: idSchema.nullable().describe('By which of their API keys; null: by none'),
    key_name: z.string().nullable(),
    ip_address: z.string().nullable().describe('Where the request came from; null: there was none'),
    user_agent: z.string().nullable(),
    details: z.looseObject({}).describe('Ids of what it was done to, and what else there is to know'),
  })
  .meta({ id: 'AuditEntry' });
export const auditPageSchema = z
  .object({ entries: z.array(auditEntrySchema), next: idSchema.nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPageSchema>;
