/** `/api/v1/workspaces`. */
import { z } from 'zod';
import { workspaceRoles } from '../permissions.ts';
import { idSchema, timestampSchema } from './common.ts';

/** Workspaces that one person is in, their own included. */
export const workspaces_per_person_max = 100;

export const workspaceRoleSchema = z.enum(workspaceRoles);
export const workspaceSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    role: workspaceRoleSchema.describe('What the caller is in it'),
    is_personal: z.boolean().describe("Somebody's own, made with their account: nobody else is in it"),
    created_at: timestampSchema,
    tag_colors: z
      .record(z.string(), z.string())
      .optional()
      .describe('Names of colours, by tags in lower case'),
  })
  .meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof workspaceSchema>;
export const workspaceListSchema = z
  .object({ workspaces: z.array(workspaceSchema) })
  .meta({ id: 'WorkspaceList' });
