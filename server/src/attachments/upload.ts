import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Attachment } from '@scriptorium/shared/api/attachments.ts';
import { requireNote } from '../access/roles.ts';
import { BlobStoreFull } from '../platform/blobs.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { toFileName } from './file-name.ts';
import { findMediaType, head_bytes } from './media-type.ts';
import {
  type AttachmentRow,
  claimBlob,
  findAttachment,
  forgetUnclaimed,
  insertAttachment,
  lockWorkspaceOf,
  noteUnclaimed,
  toAttachment,
} from './queries.ts';
import { requireRoom, requireSize } from './quota.ts';

export interface Upload {
  note_id: string;
  id: string;
  person_id: string;
  name: string;
  /** Null when the client does not say. */
  declared_bytes: number | null;
  body: Readable;
  /** After this time `body` is cut off. */
  ms_max: number;
}

/**
 * Takes a file into a note, or finds the one that an earlier try with the same id brought (A2).
 *
 *   noted as unclaimed ─► bytes streamed, counted, synced ─► [ room? claim, row ] ─► answered
 *          └─────────────── cut off anywhere here: swept ──────────┘
 *
 * @throws ApiError not_found, forbidden, already_exists, too_large, quota_reached, unavailable
 */
export async function upload(
  ctx: Context,
  wanted: Upload,
): Promise<{ attachment: Attachment; made: boolean }> {
  const { note_id, id, person_id } = wanted;
  const { workspace_id, is_trashed } = await requireNote(ctx, note_id, person_id, 'note:write');
  const before = await findAttachment(ctx.db, note_id, id);
  if (before) return { attachment: toAttachment(requireOwn(before, person_id)), made: false };
  if (is_trashed) throw new ApiError('forbidden', 'The note is in the trash. Restore it first.');
  requireSize(ctx, wanted.declared_bytes ?? 0);
  await requireRoom(ctx, ctx.db, workspace_id, wanted.declared_bytes ?? 0);

  const blob_key = randomUUID();
  // Twice the time that the bytes may take: whatever is due is in nobody's hands any more.
  await noteUnclaimed(ctx, blob_key, 2 * wanted.ms_max);
  try {
    const facts = await store(ctx, blob_key, wanted.body);
    const row = await insert(ctx, { ...wanted, blob_key, ...facts });
    if (row) return { attachment: toAttachment(row), made: true };
  } catch (error) {
    await discard(ctx, blob_key);
    throw error;
  }
  // Two tries at the same time: the other one was faster.
  await discard(ctx, blob_key);
  const winner = await findAttachment(ctx.db, note_id, id);
  if (!winner) throw new ApiError('not_found', 'The note was deleted meanwhile.');
  return { attachment: toAttachment(requireOwn(winner, person_id)), made: false };
}

function requireOwn(row: AttachmentRow, person_id: string): AttachmentRow {
  if (row.created_by === person_id) return row;
  throw new ApiError('already_exists', 'This id is taken. Choose another.');
}

interface BlobFacts {
  media_type: string;
  size_bytes: number;
}

/** Never more in memory than the head, and what is on its way. */
async function store(ctx: Context, blob_key: string, body: Readable): Promise<BlobFacts> {
  const head: Uint8Array[] = [];
  let size_bytes = 0;
  const looking = async function* () {
    // Not destroyed when we stop reading: that would take the connection away before the answer.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      if (size_bytes < head_bytes) head.push(chunk);
      size_bytes += chunk.length;
      requireSize(ctx, size_bytes);
      yield chunk;
    }
  };
  try {
    await ctx.blobs.put(blob_key, looking());
  } catch (error) {
    throw explain(error, body);
  }
  return { media_type: await findMediaType(Buffer.concat(head).subarray(0, head_bytes)), size_bytes };
}

function explain(error: unknown, body: Readable): unknown {
  if (error instanceof BlobStoreFull) {
    return new ApiError(
      'unavailable',
      'The server has no room left for files; its administrator knows.',
      {},
      { cause: error },
    );
  }
  if (body.errored) return new ApiError('invalid_request', 'The upload was cut off.', {}, { cause: error });
  return error;
}

/** @returns null when the note has an attachment with this id by now */
function insert(
  ctx: Context,
  {
    note_id,
    id,
    person_id,
    name,
    blob_key,
    media_type,
    size_bytes,
  }: Upload & BlobFacts & { blob_key: string },
): Promise<AttachmentRow | null> {
  return transaction(ctx.db, async (tx) => {
    const workspace_id = await lockWorkspaceOf(tx, note_id);
    await requireRoom(ctx, tx, workspace_id, size_bytes);
    const row = await insertAttachment(tx, {
      id,
      note_id,
      blob_key,
      name: toFileName(name),
      media_type,
      size_bytes,
      created_by: person_id,
    });
    if (row && !(await claimBlob(tx, blob_key))) {
      throw new ApiError('unavailable', 'The upload took too long. Try again.');
    }
    return row;
  });
}

/** What fails here is left to the sweep. */
async function discard(ctx: Context, blob_key: string): Promise<void> {
  try {
    await ctx.blobs.delete(blob_key);
    await forgetUnclaimed(ctx.db, [blob_key]);
  } catch (error) {
    ctx.log.debug({ err: error }, 'a blob is left to the sweep');
  }
}
