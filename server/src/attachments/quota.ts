/** How much fits: into one attachment, and into a workspace (A3). */
import type { Context } from '../platform/context.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { lockWorkspace, sumNotesBytes, sumWorkspaceBytes } from './queries.ts';

/** @throws ApiError too_large */
export function requireSize(ctx: Context, size_bytes: number): void {
  const { attachment_bytes_max } = ctx.config.limits;
  if (size_bytes <= attachment_bytes_max) return;
  throw new ApiError('too_large', `A file may have ${inMegabytes(attachment_bytes_max)} here.`, {
    bytes_max: attachment_bytes_max,
  });
}

/** @throws ApiError quota_reached */
export async function requireRoom(
  ctx: Context,
  db: Db | Tx,
  workspace_id: string,
  size_bytes: number,
): Promise<void> {
  const { workspace_bytes_max } = ctx.config.limits;
  const taken_bytes = await sumWorkspaceBytes(db, workspace_id);
  if (taken_bytes + size_bytes <= workspace_bytes_max) return;
  throw new ApiError(
    'quota_reached',
    `The files of this workspace take ${inMegabytes(taken_bytes)} of ${inMegabytes(workspace_bytes_max)}; this one has ${inMegabytes(size_bytes)}. Delete notes with files for good, or ask the administrator for more room.`,
    { bytes_max: Math.max(0, workspace_bytes_max - taken_bytes) },
  );
}

/**
 * Room in another workspace for what these notes have, which are on their way there.
 * @throws ApiError quota_reached
 */
export async function requireRoomForNotes(
  ctx: Context,
  tx: Tx,
  workspace_id: string,
  note_ids: readonly string[],
): Promise<void> {
  await lockWorkspace(tx, workspace_id);
  const size_bytes = await sumNotesBytes(tx, note_ids);
  if (size_bytes > 0) await requireRoom(ctx, tx, workspace_id, size_bytes);
}

function inMegabytes(bytes: number): string {
  return `${Math.round((bytes / 1024 ** 2) * 10) / 10} MiB`;
}
