/**
 * What each update did, as an update again, for whoever plays the history: the edits are taken out of the archive.
 *
 *   Yjs v1 update = clients, each with its structs · deleted ranges, by client      (yjs, src/utils/encoding.js)
 */
import { toUint8Array, writeVarUint } from 'lib0/encoding';
import * as Y from 'yjs';
import type { ClockRange, Effect } from '../documents/archive.ts';
import { joinRanges } from '../documents/clock-ranges.ts';
import { effectsBetween, type Life } from '../documents/life.ts';
import type { EffectRow } from '../documents/segment.ts';

export interface Step {
  seq: number;
  row: EffectRow;
  /** For the note as it was after the step before. */
  update: Uint8Array;
}

/** The updates after a revision, `limit` at most. */
export function stepsAfter({ archive, rows }: Life, seq: number, limit: number): Step[] {
  const updates = updatesAfter(rows, seq, limit);
  // Items are cut where an update began or ended, and grow together again when the transaction ends.
  return archive.transact((transaction) =>
    updates.map(({ effect, ...step }) => ({ ...step, update: encode(transaction, effect) })),
  );
}

/** Of a thinned sitting, each author has a part in the update, which only works as a whole: it is told of the last one. */
function updatesAfter(rows: readonly EffectRow[], seq: number, limit: number) {
  const updates: (Omit<Step, 'update'> & { effect: Effect })[] = [];
  for (const each of effectsBetween(rows, seq, Number.POSITIVE_INFINITY)) {
    const last = updates.at(-1);
    if (last?.seq === each.seq) {
      Object.assign(last, { row: each.row, effect: together(last.effect, each.effect) });
    } else if (updates.length === limit) break;
    else updates.push(each);
  }
  return updates;
}

function together(one: Effect, other: Effect): Effect {
  return {
    inserted: joinRanges([...one.inserted, ...other.inserted]),
    deleted: joinRanges([...one.deleted, ...other.deleted]),
    added: one.added + other.added,
    removed: one.removed + other.removed,
  };
}

function encode(transaction: Y.Transaction, { inserted, deleted }: Effect): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const out = encoder.restEncoder;
  writeVarUint(out, inserted.length);
  for (const range of inserted) {
    const structs = structsIn(transaction, range);
    writeVarUint(out, structs.length);
    writeVarUint(out, range.client);
    writeVarUint(out, range.clock);
    for (const struct of structs) struct.write(encoder, 0);
  }
  const byClient = Map.groupBy(deleted, ({ client }) => client);
  writeVarUint(out, byClient.size);
  for (const [client, ranges] of byClient) {
    writeVarUint(out, client);
    writeVarUint(out, ranges.length);
    for (const { clock, length } of ranges) {
      writeVarUint(out, clock);
      writeVarUint(out, length);
    }
  }
  return toUint8Array(out);
}

/** Exactly those of a range. */
function structsIn(transaction: Y.Transaction, { client, clock, length }: ClockRange): (Y.Item | Y.GC)[] {
  const { store } = transaction.doc;
  const end = clock + length;
  const last = Y.createID(client, end - 1);
  if (Y.getItem(store, last) instanceof Y.Item) Y.getItemCleanEnd(transaction, store, last);
  const first = Y.createID(client, clock);
  if (Y.getItem(store, first) instanceof Y.Item) Y.getItemCleanStart(transaction, first);
  const structs = store.clients.get(client) ?? [];
  const found: (Y.Item | Y.GC)[] = [];
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index] as Y.Item | Y.GC;
    if (struct.id.clock >= end) break;
    found.push(struct instanceof Y.GC ? cut(struct, clock, end) : struct);
  }
  return found;
}

/** What was gone before it was ever sent is one piece, of as many updates as there were. */
function cut({ id, length }: Y.GC, from: number, to: number): Y.GC {
  const begin = Math.max(id.clock, from);
  return new Y.GC(Y.createID(id.client, begin), Math.min(id.clock + length, to) - begin);
}
