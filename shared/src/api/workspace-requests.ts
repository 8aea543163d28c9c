/** What becomes of a workspace: `/api/v1/workspaces`, `/api/v1/workspaces/:id/transfer`. */
import { z } from 'zod';
import { idSchema } from './common.ts';

const workspace_name_length_max = 100;
const nameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a name')
  .max(workspace_name_length_max, `At most ${workspace_name_length_max} characters`)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, 'No control characters');

/** `POST /workspaces` and `PATCH /workspaces/:id`. */
export const nameWorkspaceRequestSchema = z.object({ name: nameSchema }).meta({ id: 'NameWorkspaceRequest' });

/** `DELETE /workspaces/:id`. */
export const deleteWorkspaceRequestSchema = z
  .object({ name: z.string().max(500).describe("The workspace's name, so that it is not done by mistake") })
  .meta({ id: 'DeleteWorkspaceRequest' });

export const transferRequestSchema = z
  .object({
    person_id: idSchema.describe('A member: the owner from now on. The one until now becomes an admin'),
  })
  .meta({ id: 'TransferRequest' });
