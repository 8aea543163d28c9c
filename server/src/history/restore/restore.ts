/**
 * Going back is a forward edit (H3): what was done between two revisions is taken back as an undo would, on top of what
 * the note is now. Nothing is rewritten, so edits that the server has not seen yet, of somebody who is offline, find their
 * place; and what takes a restore back is the same once more.
 *
 *   archive + present = all that ever was ── undo of what came after `since`, up to `seq` ──► the edit
 *
 * A restore takes back all that came after its revision. Of single blocks it is what happened in them.
 */
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import * as Y from 'yjs';
import { type ClockRange, emptyArchive, recordUpdate } from '../../documents/archive.ts';
import { deleteSetOf } from '../../documents/clock-ranges.ts';
import { effectsBetween, type Life } from '../../documents/life.ts';
import type { Carried } from '../changes/carried.ts';
import { findBlocks } from './restored-blocks.ts';
import type { RangeMap } from '../changes/ranges.ts';

export interface TakeBack {
  /** What was done after this revision … */
  since: number;
  /** … up to this one; null: all. */
  seq: number | null;
  /** Ids of blocks (`client:clock`); null: the whole note. */
  blocks: readonly string[] | null;
}

export interface TakenBack {
  /** For a document that holds `present`; null when there is nothing to do. */
  edit: Uint8Array | null;
  /** Which letters of the edit are copies of which deleted ones. */
  carried: Carried[];
  /** Kinds of blocks in the note afterwards. */
  block_types: string[];
}

/**
 * @param life with `since` in it, and with all that came later as far as the log has it
 * @param known of updates of which it is known what they copied, by seq
 * @param present the state of the note now, a Yjs v1 update
 * @throws UnknownBlock
 */
export function takeBack(
  life: Life,
  { since, seq, blocks }: TakeBack,
  known: ReadonlyMap<number, readonly Carried[]>,
  present: Uint8Array,
): TakenBack {
  const doc = emptyArchive();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(life.archive));
  const missing = Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(present));
  const newest = recordUpdate(doc, present);
  const effects = [...effectsBetween(life.rows, since, seq ?? life.to_seq)].map(({ effect }) => effect);
  if (seq === null) effects.push(newest);
  const inserted = effects.flatMap((effect) => effect.inserted);
  const deleted = effects.flatMap((effect) => effect.deleted);
  const touched = blocks && findBlocks(life, since, blocks, known);
  const edit = undo(doc, {
    insertions: deleteSetOf(touched ? [...inside(inserted, touched.insertions)] : inserted),
    deletions: deleteSetOf(touched ? [...inside(deleted, touched.deletions)] : deleted),
  });
  return {
    edit: edit && withWhatItNeeds(edit, missing),
    carried: edit ? copiesIn(doc) : [],
    block_types: blockTypesOf(doc),
  };
}

/** An instance may be behind the log for a moment: then the edit brings along what its note lacks. */
function withWhatItNeeds(edit: Uint8Array, missing: Uint8Array): Uint8Array {
  return Y.decodeUpdate(missing).structs.length === 0 ? edit : Y.mergeUpdates([missing, edit]);
}

/**
 * Of the whole note, where what came since is more than can be looked at at once: without telling what is a copy of what.
 * @param version the note as it was, of which the present is a continuation, without garbage collection; it is changed
 */
export function restoreFarBack(version: Y.Doc, present: Uint8Array): TakenBack {
  const newest = recordUpdate(version, present);
  const { inserted, deleted } = newest;
  const edit = undo(version, { insertions: deleteSetOf(inserted), deletions: deleteSetOf(deleted) });
  return { edit, carried: [], block_types: blockTypesOf(version) };
}

function* inside(ranges: readonly ClockRange[], within: RangeMap<true>): Generator<ClockRange> {
  for (const { client, clock, length } of ranges) {
    const end = clock + length;
    for (let at = clock; at < end; ) {
      const there = within.at(client, at);
      const next = Math.min(end, there.end);
      if (there.fact) yield { client, clock: at, length: next - at };
      at = next;
    }
  }
}

interface Undone {
  insertions: Y.Snapshot['ds'];
  deletions: Y.Snapshot['ds'];
}

function undo(doc: Y.Doc, undone: Undone): Uint8Array | null {
  const scope = [doc.getXmlFragment(body_field), doc.getText(title_field)];
  const manager = new Y.UndoManager(scope, {
    trackedOrigins: new Set(),
    // Neither does a block go in which somebody wrote since.
    deleteFilter: (item) => !holdsMore(item, undone.insertions),
  });
  const edits: Uint8Array[] = [];
  doc.on('update', (edit: Uint8Array) => edits.push(edit));
  // What it would have noted itself, had it been there when the changes were made.
  manager.undoStack.push({ ...undone, meta: new Map() });
  manager.undo();
  manager.destroy();
  return edits.length === 0 ? null : Y.mergeUpdates(edits);
}

/** Whether there is something in a block that is not undone: letters, or what stands for itself, as an image does. */
function holdsMore(item: Y.Item, insertions: Undone['insertions']): boolean {
  if (!(item.content instanceof Y.ContentType)) return false;
  for (let child = item.content.type._start; child; child = child.right) {
    if (child.deleted || !child.countable) continue;
    const isLeaf = !(child.content instanceof Y.ContentType) || child.content.type._start === null;
    if (isLeaf ? !Y.isDeleted(insertions, child.id) : holdsMore(child, insertions)) return true;
  }
  return false;
}

/** Yjs notes at each letter that an undo brought back which one it is now. */
function copiesIn(doc: Y.Doc): Carried[] {
  const carried: Carried[] = [];
  for (const structs of doc.store.clients.values()) {
    for (const item of structs) {
      if (!(item instanceof Y.Item) || !item.redone || !(item.content instanceof Y.ContentString)) continue;
      const { client, clock } = item.id;
      carried.push({
        from: { client, clock },
        to: { client: item.redone.client, clock: item.redone.clock },
        length: item.length,
      });
    }
  }
  return carried;
}

function blockTypesOf(doc: Y.Doc): string[] {
  const types = new Set<string>();
  for (const element of doc
    .getXmlFragment(body_field)
    .createTreeWalker((type) => type instanceof Y.XmlElement)) {
    types.add((element as Y.XmlElement).nodeName);
  }
  return [...types];
}
