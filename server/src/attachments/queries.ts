import type { Attachment } from '@scriptorium/shared/api/attachments.ts';
import type { Context } from '../platform/context.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';

export interface AttachmentRow {
  id: string;
  note_id: string;
  blob_key: string;
  name: string;
  media_type: string;
  size_bytes: number;
  created_by: string | null;
  created_at: Date;
}

export type NewAttachment = Omit<AttachmentRow, 'created_at' | 'created_by'> & { created_by: string };

const columns = 'id, note_id, blob_key, name, media_type, size_bytes, created_by, created_at';

export function toAttachment({ blob_key: _, ...row }: AttachmentRow): Attachment {
  return { ...row, created_at: row.created_at.toISOString() };
}

export async function findAttachment(
  db: Db | Tx,
  note_id: string,
  id: string,
): Promise<AttachmentRow | null> {
  const { rows } = await db.query<AttachmentRow>(
    `select ${columns} from attachments where note_id = $1 and id = $2`,
    [note_id, id],
  );
  return rows[0] ?? null;
}

/** As `findAttachment`, and it stays until the transaction ends. */
export async function holdAttachment(tx: Tx, note_id: string, id: string): Promise<AttachmentRow | null> {
  const { rows } = await tx.query<AttachmentRow>(
    `select ${columns} from attachments where note_id = $1 and id = $2 for share`,
    [note_id, id],
  );
  return rows[0] ?? null;
}

/** @returns null when the note has one with this id */
export async function insertAttachment(tx: Tx, row: NewAttachment): Promise<AttachmentRow | null> {
  const { rows } = await tx.query<AttachmentRow>(
    `insert into attachments (id, note_id, blob_key, name, media_type, size_bytes, created_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (note_id, id) do nothing returning ${columns}`,
    [row.id, row.note_id, row.blob_key, row.name, row.media_type, row.size_bytes, row.created_by],
  );
  return rows[0] ?? null;
}

/** Copies count: whoever deletes the original must not be the one who pays for the rest. */
export async function sumWorkspaceBytes(db: Db | Tx, workspace_id: string): Promise<number> {
  const { rows } = await db.query<{ bytes: number }>(
    `select coalesce(sum(a.size_bytes), 0)::bigint as bytes
     from notes n join attachments a on a.note_id = n.id where n.workspace_id = $1`,
    [workspace_id],
  );
  return rows[0]?.bytes ?? 0;
}

/**
 * Keeps the note where it is, and other uploads to its workspace waiting, until the transaction ends.
 * @throws ApiError not_found for a note that went away meanwhile
 */
export async function lockWorkspaceOf(tx: Tx, note_id: string): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `select w.id from notes n join workspaces w on w.id = n.workspace_id where n.id = $1
     for key share of n for no key update of w`,
    [note_id],
  );
  if (!rows[0]) throw new ApiError('not_found', 'The note was deleted meanwhile.');
  return rows[0].id;
}

/** Uploads to it wait until the transaction ends. */
export async function lockWorkspace(tx: Tx, id: string): Promise<void> {
  await tx.query('select 1 from workspaces where id = $1 for no key update', [id]);
}

export async function sumNotesBytes(tx: Tx, note_ids: readonly string[]): Promise<number> {
  const { rows } = await tx.query<{ bytes: number }>(
    'select coalesce(sum(size_bytes), 0)::bigint as bytes from attachments where note_id = any($1)',
    [note_ids],
  );
  return rows[0]?.bytes ?? 0;
}

/** Before the first byte: a blob that gets no attachment is deleted after `keep_ms`. */
export async function noteUnclaimed(ctx: Context, blob_key: string, keep_ms: number): Promise<void> {
  await ctx.db.query(
    `insert into unclaimed_blobs (blob_key, due_at) values ($1, now() + $2 * interval '1 millisecond')`,
    [blob_key, keep_ms],
  );
}

/** @returns false when it was deleted already */
export async function claimBlob(tx: Tx, blob_key: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from unclaimed_blobs where blob_key = $1', [blob_key]);
  return rowCount === 1;
}

export async function forgetUnclaimed(db: Db | Tx, blob_keys: readonly string[]): Promise<void> {
  await db.query('delete from unclaimed_blobs where blob_key = any($1)', [blob_keys]);
}

/** Blobs that are due; until the transaction ends they are nobody else's. */
export async function holdDueBlobs(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ blob_key: string }>(
    `select blob_key from unclaimed_blobs where due_at <= now()
     order by due_at limit $1 for update skip locked`,
    [limit],
  );
  return rows.map(({ blob_key }) => blob_key);
}

/** A statement after `holdDueBlobs`, never part of it: it must see what was committed before they were held. */
export async function findUsedBlobs(tx: Tx, blob_keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ blob_key: string }>(
    'select distinct blob_key from attachments where blob_key = any($1)',
    [blob_keys],
  );
  return new Set(rows.map(({ blob_key }) => blob_key));
}
