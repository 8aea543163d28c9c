/**
 * Appends updates to the log: one transaction for many notes, three statements whatever their number.
 *
 * Seq: the note's counter is raised under its row lock inside the transaction, so seqs are gap-free and commit in order.
 * Deadlock: two instances may commit overlapping sets of notes; both lock the counters in the order of the ids.
 * Encoding: all frames travel as one `bytea` that the statement cuts up. pg would turn a `bytea[]` into hexadecimal text.
 */
import type { Tx } from '../platform/db.ts';
import { encodeFrames } from './frames.ts';

export interface LoggedUpdate {
  note_id: string;
  /** Null for what the server writes by itself. */
  author_id: string | null;
  received_at: Date;
  update: Uint8Array;
}

interface LogRow {
  note_id: string;
  author_id: string | null;
  received_at: Date;
  updates: Uint8Array[];
}

export async function appendUpdates(tx: Tx, updates: readonly LoggedUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  const rows = groupRows(updates);
  const heads = await raiseHeads(tx, rows);

  const frames = rows.map((row) => encodeFrames(row.updates));
  const ids: string[] = [];
  const firstSeqs: number[] = [];
  const lastSeqs: number[] = [];
  const authors: (string | null)[] = [];
  const times: Date[] = [];
  const offsets: number[] = [];
  let offset = 1; // SQL's substring counts from one
  for (const [index, row] of rows.entries()) {
    const seq = heads.get(row.note_id) as number;
    heads.set(row.note_id, seq + row.updates.length);
    ids.push(row.note_id);
    firstSeqs.push(seq + 1);
    lastSeqs.push(seq + row.updates.length);
    authors.push(row.author_id);
    times.push(row.received_at);
    offsets.push(offset);
    offset += (frames[index] as Uint8Array).length;
  }
  await tx.query({
    name: 'append-updates',
    text: `insert into document_log (note_id, first_seq, last_seq, author_id, received_at, frames)
      select note_id, first_seq, last_seq, author_id, received_at, substring($6::bytea from start for length)
      from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::timestamptz[], $7::int[], $8::int[])
        as t (note_id, first_seq, last_seq, author_id, received_at, start, length)`,
    values: [
      ids,
      firstSeqs,
      lastSeqs,
      authors,
      times,
      Buffer.concat(frames),
      offsets,
      frames.map((f) => f.length),
    ],
  });
}

/** Consecutive updates of one author in one note share a row, under the time of the first. */
function groupRows(updates: readonly LoggedUpdate[]): LogRow[] {
  const rows: LogRow[] = [];
  const lastRows = new Map<string, LogRow>();
  for (const { note_id, author_id, received_at, update } of updates) {
    const last = lastRows.get(note_id);
    if (last && last.author_id === author_id) {
      last.updates.push(update);
      continue;
    }
    const row = { note_id, author_id, received_at, updates: [update] };
    lastRows.set(note_id, row);
    rows.push(row);
  }
  return rows;
}

/** @returns each note's head before this commit */
async function raiseHeads(tx: Tx, rows: readonly LogRow[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { note_id, updates } of rows) counts.set(note_id, (counts.get(note_id) ?? 0) + updates.length);
  const ids = [...counts.keys()].sort();
  const { rows: heads } = await tx.query<{ note_id: string; head_seq: number }>({
    name: 'raise-heads',
    text: `insert into documents (note_id, head_seq)
      select note_id, n from unnest($1::uuid[], $2::bigint[]) as t (note_id, n)
      on conflict (note_id) do update set head_seq = documents.head_seq + excluded.head_seq
      returning note_id, head_seq`,
    values: [ids, ids.map((id) => counts.get(id))],
  });
  return new Map(heads.map(({ note_id, head_seq }) => [note_id, head_seq - (counts.get(note_id) as number)]));
}
