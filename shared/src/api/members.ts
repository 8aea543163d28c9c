/** Who is in a workspace: `/api/v1/workspaces/:id/members`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';
import { workspaceRoleSchema } from './workspaces.ts';

export const members_per_workspace_max = 500;

/** Ownership is handed over, not given. */
export const givenRoleSchema = workspaceRoleSchema.exclude(['owner']);
export type GivenRole = z.infer<typeof givenRoleSchema>;

export const workspaceMemberSchema = z
  .object({
    person_id: idSchema,
    name: z.string(),
    email: z.string().nullable().describe('For whoever manages members; null for others'),
    role: workspaceRoleSchema,
    joined_at: timestampSchema,
  })
  .meta({ id: 'WorkspaceMember' });
export type WorkspaceMember = z.infer<typeof workspaceMemberSchema>;
export const workspaceMemberListSchema = z
  .object({ members: z.array(workspaceMemberSchema) })
  .meta({ id: 'WorkspaceMemberList' });
export const changeMemberRequestSchema = z
  .object({ role: givenRoleSchema })
  .meta({ id: 'ChangeMemberRequest' });
