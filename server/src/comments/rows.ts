/** Threads and comments as the API shows them. */
import type { Comment, CommentMention, CommentThread } from '@scriptorium/shared/api/comments.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';

type ThreadRow = Omit<CommentThread, 'created_at'> & { created_at: Date };

const thread_columns = 'id, anchor, quote, created_by, created_at, is_resolved, resolved_by, seq';

export interface CommentRow extends Omit<Comment, 'created_at' | 'edited_at' | 'deleted_by' | 'reactions'> {
  created_at: Date;
  edited_at: Date | null;
  deleted_by: string | null;
  deleted_at: Date | null;
  mentions: CommentMention[];
}
type ListedRow = CommentRow & Pick<Comment, 'reactions'>;

const comment_columns = `c.id, c.thread_id, c.author_id, c.text, c.mentions, c.created_at, c.edited_at, c.is_deleted,
  c.deleted_by, c.deleted_at, c.seq, c.created_seq`;

export interface SeqRange {
  /** Not with it. */
  after: number;
  upTo: number;
}

export async function listThreads(db: Db | Tx, note_id: string, range: SeqRange): Promise<CommentThread[]> {
  const { rows } = await db.query<ThreadRow>(
    `select ${thread_columns} from comment_threads where note_id = $1 and seq > $2 and seq <= $3 order by seq`,
    [note_id, range.after, range.upTo],
  );
  return rows.map(toThread);
}

/** @throws ApiError not_found */
export async function readThread(tx: Tx, note_id: string, id: string): Promise<CommentThread> {
  const thread = await findThread(tx, note_id, id);
  if (!thread) throw new ApiError('not_found', 'There is no such thread in this note.');
  return thread;
}

export async function findThread(tx: Tx, note_id: string, id: string): Promise<CommentThread | null> {
  const { rows } = await tx.query<ThreadRow>(
    `select ${thread_columns} from comment_threads where note_id = $1 and id = $2`,
    [note_id, id],
  );
  return rows[0] ? toThread(rows[0]) : null;
}

export async function listComments(db: Db | Tx, note_id: string, range: SeqRange): Promise<Comment[]> {
  const { rows } = await db.query<ListedRow>(
    `${listed} where c.note_id = $1 and c.seq > $2 and c.seq <= $3 order by c.seq`,
    [note_id, range.after, range.upTo],
  );
  return rows.map(toComment);
}

/** As the API shows it. @throws ApiError not_found */
export async function showComment(tx: Tx, note_id: string, id: string): Promise<Comment> {
  const { rows } = await tx.query<ListedRow>(`${listed} where c.note_id = $1 and c.id = $2`, [note_id, id]);
  if (!rows[0]) throw noSuchComment();
  return toComment(rows[0]);
}

/** With the words of one that was deleted. */
export async function findComment(tx: Tx, note_id: string, id: string): Promise<CommentRow | null> {
  const { rows } = await tx.query<CommentRow>(
    `select ${comment_columns} from comments c where c.note_id = $1 and c.id = $2`,
    [note_id, id],
  );
  return rows[0] ?? null;
}

/** @throws ApiError not_found */
export async function readComment(tx: Tx, note_id: string, id: string): Promise<CommentRow> {
  const comment = await findComment(tx, note_id, id);
  if (!comment) throw noSuchComment();
  return comment;
}

function noSuchComment(): ApiError {
  return new ApiError('not_found', 'There is no such comment in this note.');
}

const listed = `select ${comment_columns}, coalesce(r.reactions, '[]') as reactions
  from comments c left join lateral (
    select jsonb_agg(jsonb_build_object('emoji', emoji, 'person_ids', person_ids) order by first_at, emoji) as reactions
    from (
      select emoji, jsonb_agg(person_id order by changed_at, person_id) as person_ids, min(changed_at) as first_at
      from comment_reactions where note_id = c.note_id and comment_id = c.id and is_on group by emoji
    ) as each
  ) as r on true`;

function toThread(row: ThreadRow): CommentThread {
  return { ...row, created_at: row.created_at.toISOString() };
}

function toComment({ deleted_at: _, ...row }: ListedRow): Comment {
  const { is_deleted } = row;
  return {
    ...row,
    text: is_deleted ? '' : row.text,
    mentions: is_deleted ? [] : row.mentions,
    reactions: is_deleted ? [] : row.reactions,
    created_at: row.created_at.toISOString(),
    edited_at: row.edited_at?.toISOString() ?? null,
  };
}
