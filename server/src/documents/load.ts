/**
 * Brings a document to the newest committed state: the base, then the log behind it.
 *
 *   nothing ──► base (one row, where there is one) ──► log, page by page ──► head
 *
 * Base and first page are read by one statement, so by one snapshot. Between pages a compaction may move rows away:
 * a hole shows it, and what it made is a newer base, from which reading goes on.
 */
import * as Y from 'yjs';
import type { Db, Tx } from '../platform/db.ts';
import { decodeFrames } from './frames.ts';
import { decompress } from './zstd.ts';

/** Rows a query brings at once: bounds the memory of opening a note with a long log. */
const rows_per_page = 5_000;

export interface Loaded {
  /** Of the last update that the document holds; 0 for a note without any. */
  seq: number;
  /** What the base weighs, where one was read. */
  base_bytes: number;
  /** Of the updates that came from the log: what they weigh, and how many there are. */
  tail_bytes: number;
  tail_updates: number;
}

interface Row {
  kind: 'base' | 'log';
  first_seq: number;
  last_seq: number;
  bytes: Buffer;
  /** Uncompressed. */
  size: number;
}

/**
 * @param after the seq up to which `doc` holds everything already
 * @param origin of the Yjs transactions
 */
export async function loadDocument(
  { db }: { db: Db | Tx },
  note_id: string,
  doc: Y.Doc,
  after = 0,
  origin: unknown = null,
): Promise<Loaded> {
  const loaded: Loaded = { seq: after, base_bytes: 0, tail_bytes: 0, tail_updates: 0 };
  for (;;) {
    const { rows } = await db.query<Row>({ ...select, values: [note_id, loaded.seq, rows_per_page] });
    const base = rows[0]?.kind === 'base' ? rows.shift() : undefined;
    if (base) {
      const state = await decompress(base.bytes);
      Y.applyUpdate(doc, state, origin);
      loaded.seq = base.last_seq;
      loaded.base_bytes = base.size;
    }
    const isComplete = rows.length < rows_per_page;
    const hole = rows.findIndex(
      (row, index) => row.first_seq > (rows[index - 1]?.last_seq ?? loaded.seq) + 1,
    );
    applyRows(doc, hole === -1 ? rows : rows.slice(0, hole), loaded, origin);
    if (isComplete && hole === -1) return loaded;
  }
}

function applyRows(doc: Y.Doc, rows: readonly Row[], loaded: Loaded, origin: unknown): void {
  if (rows.length === 0) return;
  // One transaction for the page: Yjs' clean-up after a transaction costs more than a small update does.
  doc.transact(() => {
    for (const row of rows) for (const update of decodeFrames(row.bytes)) Y.applyUpdate(doc, update, origin);
  }, origin);
  for (const { first_seq, last_seq, size } of rows) {
    loaded.tail_updates += last_seq - first_seq + 1;
    loaded.tail_bytes += size;
    loaded.seq = last_seq;
  }
}

const select = {
  name: 'load-document',
  text: `with base as (select seq, state, state_bytes from document_bases where note_id = $1 and seq > $2)
    select 'base' as kind, seq as first_seq, seq as last_seq, state as bytes, state_bytes as size from base
    union all
    (select 'log', first_seq, last_seq, frames, octet_length(frames) from document_log
     where note_id = $1 and last_seq > coalesce((select seq from base), $2) order by first_seq limit $3)
    order by kind, first_seq`,
};
