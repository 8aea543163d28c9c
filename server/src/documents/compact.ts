/**
 * Compaction of one note: the log behind the base goes into a newer base and a newer archive, and what each of its
 * updates did into a segment.
 *
 *   base and archive at b, log b+1 … h   ──►   base and archive at s, segment b+1 … s, log s+1 … h
 *
 * It is one transaction (D5). A note that was compacted before there were archives gets its archive from its segments,
 * which held the updates themselves then.
 *
 * Fence: two instances may try at once. An advisory lock lets one of them begin; and the base is replaced only where
 * it is still the one that was read, so correctness does not depend on the lock. Edits are never blocked: the
 * transaction touches rows that nobody writes any more. Runs in a worker thread (`compaction-worker.ts`).
 */
import * as Y from 'yjs';
import type { Tx } from '../platform/db.ts';
import { recordUpdate, emptyArchive } from './archive.ts';
import { decodeFrames } from './frames.ts';
import { decodeRawSegment, type LogRow } from './raw-segment.ts';
import { type EffectRow, encodeSegment } from './segment.ts';
import { type Sitting, sittingsOf } from './sittings.ts';
import { compress, decompress } from './zstd.ts';

/** What one compaction takes: bounds its memory; what is left is for the next. */
const rows_max = 50_000;
const row_bytes_max = 16 * 1024 * 1024;
/** An archive beyond it is followed by another; also in proportion to the note, which each begins with. */
const archive_bytes_max = 8 * 1024 * 1024;
const archive_bases_max = 4;

export interface Compacted {
  /** Of the new base. */
  seq: number;
  /** Updates that went from the log into the segment; 0: there were too few, and this is the base as it was. */
  updates: number;
  /** What the base weighs, uncompressed. */
  bytes: number;
}

/**
 * @param tx inside a transaction
 * @param updates_min with fewer in the log it is not worth its while; 0 takes over what was archived before there were
 *   archives, even where the log is empty
 * @returns null when another instance is at it
 * @throws Error when the log has a hole: then nothing is changed
 */
export async function compactDocument(
  tx: Tx,
  note_id: string,
  updates_min: number,
): Promise<Compacted | null> {
  if (!(await tryLock(tx, note_id))) return null;
  const base = await readBase(tx, note_id);
  const rows = await readRows(tx, note_id, base.seq);
  const last_seq = rows.at(-1)?.last_seq ?? base.seq;
  const updates = last_seq - base.seq;
  if (updates < updates_min) return { seq: base.seq, updates: 0, bytes: base.state_bytes };
  const state = await buildState(base.state, rows);
  if (!(await replaceBase(tx, note_id, base.seq, last_seq, state))) return null;
  const archive = await readArchive(tx, note_id, base);
  if (rows.length > 0) await writeSegment(tx, note_id, effectsOf(archive.doc, rows));
  await writeArchive(tx, note_id, last_seq, archive);
  if (rows.length > 0) await removeRows(tx, note_id, rows);
  return { seq: last_seq, updates, bytes: state.length };
}

/**
 * The fence of whoever changes what is archived of a note: held until the transaction ends, and whoever has it may ask
 * for it again.
 * @returns false when another has it
 */
export async function tryLock(tx: Tx, note_id: string): Promise<boolean> {
  const { rows } = await tx.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(${lock_key}) as locked`,
    [note_id],
  );
  return rows[0]?.locked ?? false;
}

/** As `tryLock`, and waits. @throws Error when it took too long */
export async function lock(tx: Tx, note_id: string, ms_max: number): Promise<void> {
  await tx.query(`select set_config('lock_timeout', $1, true)`, [`${ms_max}ms`]);
  await tx.query(`select pg_advisory_xact_lock(${lock_key})`, [note_id]);
  await tx.query(`select set_config('lock_timeout', '0', true)`);
}

const lock_key = `hashtextextended('compact ' || $1, 0)`;

interface Base {
  seq: number;
  /** Compressed; null for a note without a base. */
  state: Uint8Array | null;
  state_bytes: number;
}

async function readBase(tx: Tx, note_id: string): Promise<Base> {
  const { rows } = await tx.query<Base>(
    'select seq, state, state_bytes from document_bases where note_id = $1',
    [note_id],
  );
  return rows[0] ?? { seq: 0, state: null, state_bytes: 0 };
}

/** @throws Error at a hole: a base without an update that the log once had would lose it */
async function readRows(tx: Tx, note_id: string, after: number): Promise<LogRow[]> {
  const { rows } = await tx.query<LogRow>(
    `select first_seq, last_seq, author_id, client_id, received_at, committed_at, typed_from, typed_to, frames from (
       select *, sum(octet_length(frames)) over (order by first_seq) - octet_length(frames) as bytes_before
       from document_log where note_id = $1 and first_seq > $2 order by first_seq limit $3
     ) rows where bytes_before < $4 order by first_seq`,
    [note_id, after, rows_max, row_bytes_max],
  );
  let seq = after;
  for (const { first_seq, last_seq } of rows) {
    if (first_seq !== seq + 1)
      throw new Error(`the log of ${note_id} has a hole between ${seq} and ${first_seq}`);
    seq = last_seq;
  }
  return rows;
}

async function buildState(base: Uint8Array | null, rows: readonly LogRow[]): Promise<Uint8Array> {
  const doc = new Y.Doc();
  if (base) Y.applyUpdate(doc, await decompress(base));
  doc.transact(() => {
    for (const { frames } of rows) for (const update of decodeFrames(frames)) Y.applyUpdate(doc, update);
  });
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}

/** @returns false when it is not the base that was read any more */
async function replaceBase(
  tx: Tx,
  note_id: string,
  read_seq: number,
  seq: number,
  state: Uint8Array,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into document_bases (note_id, seq, state, state_bytes) values ($1, $3, $4, $5)
     on conflict (note_id) do update set seq = $3, state = $4, state_bytes = $5 where document_bases.seq = $2`,
    [note_id, read_seq, seq, await compress(state), state.length],
  );
  return rowCount === 1;
}

export interface OpenArchive {
  from_seq: number;
  /** Null: of nothing. */
  begins: Y.Snapshot | null;
  doc: Y.Doc;
}

/** The one to go on with. @throws Error when what is archived does not end at the base */
async function readArchive(tx: Tx, note_id: string, base: Base): Promise<OpenArchive> {
  const { rows } = await tx.query<{
    from_seq: number;
    seq: number;
    begins: Buffer | null;
    state_bytes: number;
  }>(
    `select from_seq, seq, begins, state_bytes from document_archives
     where note_id = $1 order by from_seq desc limit 1`,
    [note_id],
  );
  const doc = emptyArchive();
  const [stored] = rows;
  const seq = stored?.seq ?? (await archiveRawSegments(tx, note_id, doc));
  if (seq !== base.seq)
    throw new Error(`${note_id} is archived up to ${seq}, but its base is at ${base.seq}`);
  if (!stored) return { from_seq: 0, begins: null, doc };
  if (stored.state_bytes > Math.max(archive_bytes_max, archive_bases_max * base.state_bytes)) {
    if (base.state) Y.applyUpdate(doc, await decompress(base.state));
    return { from_seq: base.seq, begins: Y.snapshot(doc), doc };
  }
  const { from_seq, begins } = stored;
  await readState(tx, note_id, from_seq, doc);
  return { from_seq, begins: begins && Y.decodeSnapshot(begins), doc };
}

/** Reads what an archive holds into an empty one. */
export async function readState(tx: Tx, note_id: string, from_seq: number, doc: Y.Doc): Promise<void> {
  const { rows } = await tx.query<{ state: Buffer }>(
    'select state from document_archives where note_id = $1 and from_seq = $2',
    [note_id, from_seq],
  );
  if (rows[0]) Y.applyUpdateV2(doc, await decompress(rows[0].state));
}

/** @returns the seq of the last update in them */
async function archiveRawSegments(tx: Tx, note_id: string, archive: Y.Doc): Promise<number> {
  const { rows: segments } = await tx.query<{ first_seq: number; last_seq: number; raw_rows: Buffer }>(
    'select first_seq, last_seq, raw_rows from document_segments where note_id = $1 order by first_seq',
    [note_id],
  );
  for (const { first_seq, raw_rows } of segments) {
    const rows = effectsOf(archive, await decodeRawSegment(first_seq, raw_rows));
    await tx.query(
      `update document_segments set raw_rows = null, effects = $3, sittings = $4
       where note_id = $1 and first_seq = $2`,
      [note_id, first_seq, Buffer.from(await encodeSegment(rows)), JSON.stringify(sittingsOf(rows))],
    );
  }
  return segments.at(-1)?.last_seq ?? 0;
}

/** Applies the rows to the archive, and tells what each of their updates did. */
export function effectsOf(archive: Y.Doc, rows: readonly LogRow[]): EffectRow[] {
  return rows.map(
    ({ first_seq, last_seq, author_id, received_at, committed_at, typed_from, typed_to, frames }) => ({
      first_seq,
      last_seq,
      author_id,
      received_at,
      committed_at,
      typed_from,
      typed_to,
      effects: decodeFrames(frames).map((update) => recordUpdate(archive, update)),
    }),
  );
}

/** @param sittings of the rows, where they are known */
export async function writeSegment(
  tx: Tx,
  note_id: string,
  rows: readonly EffectRow[],
  sittings: readonly Sitting[] = sittingsOf(rows),
): Promise<void> {
  await tx.query(
    `insert into document_segments (note_id, first_seq, last_seq, effects, sittings)
     values ($1, $2, $3, $4, $5)`,
    [
      note_id,
      rows[0]?.first_seq,
      rows.at(-1)?.last_seq,
      Buffer.from(await encodeSegment(rows)),
      JSON.stringify(sittings),
    ],
  );
}

export async function writeArchive(
  tx: Tx,
  note_id: string,
  seq: number,
  { from_seq, begins, doc }: OpenArchive,
): Promise<void> {
  const state = Y.encodeStateAsUpdateV2(doc);
  doc.destroy();
  await tx.query(
    `insert into document_archives (note_id, from_seq, seq, begins, state, state_bytes)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (note_id, from_seq) do update set seq = $3, state = $5, state_bytes = $6`,
    [
      note_id,
      from_seq,
      seq,
      begins && Buffer.from(Y.encodeSnapshot(begins)),
      await compress(state),
      state.length,
    ],
  );
}

/** @throws Error when the rows are not all there any more */
async function removeRows(tx: Tx, note_id: string, rows: readonly LogRow[]): Promise<void> {
  const { rowCount } = await tx.query(
    'delete from document_log where note_id = $1 and first_seq between $2 and $3',
    [note_id, rows[0]?.first_seq, rows.at(-1)?.last_seq],
  );
  if (rowCount !== rows.length) throw new Error(`the log of ${note_id} changed under its compaction`);
}
