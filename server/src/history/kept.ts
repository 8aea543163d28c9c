/** From where on a note's history is kept (H5). */
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';

/** @returns the oldest revision that there is; 0: nothing was purged */
export async function keptFromSeq({ db }: Context, note_id: string): Promise<number> {
  const { rows } = await db.query<{ seq: number | null }>(
    'select min(from_seq) as seq from document_archives where note_id = $1',
    [note_id],
  );
  return rows[0]?.seq ?? 0;
}

/** @throws ApiError not_found when what was before `seq` is gone, and the revision with it */
export async function requireKept(ctx: Context, note_id: string, seq: number): Promise<void> {
  const kept_from_seq = await keptFromSeq(ctx, note_id);
  if (seq >= kept_from_seq) return;
  throw new ApiError(
    'not_found',
    `This part of the history was purged. What is kept begins with revision ${kept_from_seq}.`,
  );
}
