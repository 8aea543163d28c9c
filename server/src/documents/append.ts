/**
 * Appends updates to the log: one statement for many notes, whatever their number.
 *
 * Seq: the note's counter is raised under its row lock, so seqs are gap-free and commit in order.
 * Deadlock: two instances may commit overlapping sets of notes; both lock the counters in the order of the ids.
 * Encoding: all frames travel as one `bytea` that the statement cuts up. pg would turn a `bytea[]` into hexadecimal text.
 * Measured: as three statements between `begin` and `commit`, a commit took five round trips and three times the CPU.
 */
import type { Tx } from '../platform/db.ts';
import { type PreparedStatement, runPrepared } from '../platform/prepared-query.ts';
import { encodeFrames } from './frames.ts';
import { firstClient } from './update-header.ts';

export interface LoggedUpdate {
  note_id: string;
  /** Null for what the server writes by itself. */
  author_id: string | null;
  received_at: Date;
  /** Where it was typed without a connection. Updates that came together share one. */
  typed?: TypedTimes | undefined;
  update: Uint8Array;
}

/** By the clock of the device; `typed_to` is not before `typed_from`. */
export interface TypedTimes {
  typed_from: Date;
  typed_to: Date;
}

/** What a commit added to a note: its updates have the seqs from `first_seq` to `last_seq`, in order. */
export interface Committed {
  note_id: string;
  first_seq: number;
  last_seq: number;
}

interface LogRow {
  note_id: string;
  author_id: string | null;
  client_id: number | null;
  received_at: Date;
  typed: TypedTimes | undefined;
  updates: Uint8Array[];
}

/** Updates of one row were received within this time: it bounds how far a row's time is off. */
const row_ms_max = 100;

/** @param commit_id kept with the rows, for `findCommit` */
export async function appendUpdates(
  tx: Tx,
  updates: readonly LoggedUpdate[],
  commit_id = drawCommitId(),
): Promise<Committed[]> {
  if (updates.length === 0) return [];
  const rows = groupRows(updates);
  const counts = new Map<string, number>();
  for (const { note_id, updates } of rows) counts.set(note_id, (counts.get(note_id) ?? 0) + updates.length);
  const notes = [...counts].sort(byNote).map(([note_id, n]) => ({ note_id, n }));
  const values = [JSON.stringify(notes), ...parametersOf(rows, counts), `${commit_id}`];
  const answer = await runPrepared(tx, append, values);
  const heads = JSON.parse(answer ?? '{}') as Record<string, number>;
  return Object.entries(heads).map(([note_id, head_seq]) => ({
    note_id,
    first_seq: head_seq - (counts.get(note_id) as number) + 1,
    last_seq: head_seq,
  }));
}

/** The order in which every instance locks counters. */
function byNote([a]: [string, number], [b]: [string, number]): number {
  return a < b ? -1 : 1;
}

// `behind`: updates of the same note that come after the row; `start`: where its frames begin, from one as SQL counts.
const append: PreparedStatement = {
  name: 'append-updates',
  text: `
  with heads as (
    insert into documents (note_id, head_seq)
    select note_id, n from json_to_recordset($1) as t (note_id uuid, n bigint)
    on conflict (note_id) do update
      set head_seq = documents.head_seq + excluded.head_seq, changed_at = now()
    returning note_id, head_seq
  ), logged as (
    insert into document_log
      (note_id, first_seq, last_seq, author_id, client_id, received_at, typed_from, typed_to, frames, commit_id)
    select note_id, head_seq - behind - n + 1, head_seq - behind, author_id, client_id, received_at,
      typed_from, typed_to, substring($3::bytea from start for length), $4
    from json_to_recordset($2) as t (note_id uuid, n int, behind int, author_id uuid, client_id bigint,
      received_at timestamptz, typed_from timestamptz, typed_to timestamptz, start int, length int)
    join heads using (note_id)
  ), queued as (
    insert into search_queue (note_id) select note_id from heads
  )
  select json_object_agg(note_id, head_seq) as heads from heads`,
};

/** The parameters $2 and $3. Rows travel as JSON: pg writes an array a parameter and column, element by element. */
function parametersOf(rows: readonly LogRow[], counts: ReadonlyMap<string, number>): [string, Buffer] {
  const left = new Map(counts);
  const frames: Uint8Array[] = [];
  let start = 1;
  const records = rows.map(({ note_id, author_id, client_id, received_at, typed, updates }) => {
    const behind = (left.get(note_id) as number) - updates.length;
    left.set(note_id, behind);
    const framed = encodeFrames(updates);
    frames.push(framed);
    const { length } = framed;
    const n = updates.length;
    const record = { note_id, n, behind, author_id, client_id, received_at, ...typed, start, length };
    start += length;
    return record;
  });
  return [JSON.stringify(records), Buffer.concat(frames)];
}

/** Consecutive updates of one author and client in one note share a row, under the times of the first. */
function groupRows(updates: readonly LoggedUpdate[]): LogRow[] {
  const rows: LogRow[] = [];
  const lastRows = new Map<string, LogRow>();
  for (const { note_id, author_id, received_at, typed, update } of updates) {
    const last = lastRows.get(note_id);
    const client_id = firstClient(update);
    if (last && last.typed === typed && belongsTo(last, author_id, client_id, received_at)) {
      last.client_id ??= client_id;
      last.updates.push(update);
      continue;
    }
    const row = { note_id, author_id, client_id, received_at, typed, updates: [update] };
    lastRows.set(note_id, row);
    rows.push(row);
  }
  return rows;
}

function belongsTo(
  row: LogRow,
  author_id: string | null,
  client_id: number | null,
  received_at: Date,
): boolean {
  if (row.author_id !== author_id) return false;
  // Deletions name no client: they go with whatever their author does.
  if (client_id !== null && row.client_id !== null && row.client_id !== client_id) return false;
  return received_at.getTime() - row.received_at.getTime() <= row_ms_max;
}

export function drawCommitId(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}

/**
 * After a connection was lost in the middle of a commit: whether it had happened. Waits for the transaction where it
 * is still running, by the lock on the notes' counters.
 * @returns what it added; nothing when it did not happen
 */
export async function findCommit(
  tx: Tx,
  note_ids: readonly string[],
  commit_id: number,
): Promise<Committed[]> {
  await tx.query('select 1 from documents where note_id = any($1) order by note_id for update', [note_ids]);
  const { rows } = await tx.query<Committed>(
    `select note_id, min(first_seq) as first_seq, max(last_seq) as last_seq from document_log
     where note_id = any($1) and commit_id = $2 group by note_id`,
    [note_ids, commit_id],
  );
  return rows;
}
