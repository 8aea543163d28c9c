/** API keys that are good for one workspace: everything that a request names must be there (K3). */
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import { isReadableBy } from './readable-notes.ts';

interface Bounds {
  workspace_id: string;
  /** The key's. */
  person_id: string;
}

/**
 * Only notes and workspaces are asked for: anything else is looked for in one that is named beside it (W1). What the person
 * may not read counts like what does not exist: the route says so, in its own words.
 * @param ids everything in the request that looks like an id
 * @throws ApiError not_found when something is elsewhere, or nothing is there
 */
export async function requireOnlyIn(
  { db }: Context,
  { workspace_id, person_id }: Bounds,
  ids: readonly string[],
): Promise<void> {
  const { rows } = await db.query<{ is_here: boolean }>(
    `select n.workspace_id = $1 as is_here from notes n where n.id = any($2::uuid[]) and ${isReadableBy('$3')}
     union all
     select workspace_id = $1 from workspace_members where workspace_id = any($2::uuid[]) and person_id = $3`,
    [workspace_id, ids, person_id],
  );
  if (rows.length > 0 && rows.every(({ is_here }) => is_here)) return;
  // What names nothing is about all that the person has.
  throw new ApiError(
    'not_found',
    `This API key is good for one workspace. Name that, or notes in it: workspace_id=${workspace_id}`,
  );
}
