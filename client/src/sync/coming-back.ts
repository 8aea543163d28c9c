/**
 * What both sides changed in a note while this device was apart from the server, from three moments of its document:
 *
 *        before ─────────── own ──────────── after
 *     the last moment     as it was here    both together
 *     in common           when they met
 *
 *   own      inserted or deleted between `before` and `own`, or written by this page's client later
 *   others   inserted or deleted between `own` and `after`
 *
 * A change is a run: neighbouring letters of one block that one side inserted, or deleted. What was typed and deleted
 * again meanwhile is none. A block that only changed its form (bold, a ticked box, an empty paragraph) is one change.
 */
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import * as Y from 'yjs';

export type Side = 'own' | 'others';

export interface Moments {
  before: Y.Snapshot;
  own: Y.Snapshot;
  after: Y.Snapshot;
  /** Who wrote here while the two met. */
  client: number;
}

export interface Change {
  side: Side;
  /** `form`: of the block between `from` and `to`. */
  kind: 'insert' | 'delete' | 'form';
  /** Letters, or blocks. */
  length: number;
  isTitle: boolean;
  from: Y.RelativePosition;
  to: Y.RelativePosition;
}

export interface ComingBack {
  /** In the order of the note. */
  changes: Change[];
  own: number;
  others: number;
  /** Blocks, the title among them, that both changed. */
  overlap: number;
}

type Type = Y.Text | Y.XmlFragment;

export function compareSides(doc: Y.Doc, moments: Moments): ComingBack {
  const blocks = [titleChanges(doc, moments), ...bodyChanges(doc, moments)];
  const changes = blocks.flat();
  const count = (side: Side) => changes.filter((change) => change.side === side).length;
  const isBoth = (block: Change[]) => new Set(block.map(({ side }) => side)).size === 2;
  return { changes, own: count('own'), others: count('others'), overlap: blocks.filter(isBoth).length };
}

function titleChanges(doc: Y.Doc, moments: Moments): Change[] {
  const runs = new Runs(moments, true);
  runs.walk(doc.getText(title_field));
  return runs.changes;
}

function bodyChanges(doc: Y.Doc, moments: Moments): Change[][] {
  const body = doc.getXmlFragment(body_field);
  const blocks: Change[][] = [];
  let index = 0;
  for (let item = body._start; item !== null; item = item.right) {
    const runs = new Runs(moments, false);
    if (item.deleted) runs.add(item, body, index);
    else if (item.content instanceof Y.ContentType) {
      runs.walk(item.content.type as Type);
      runs.formed(insertedBy(item.id.client, item.id.clock, moments), body, index);
      index += 1;
    }
    blocks.push(runs.changes);
  }
  return blocks;
}

/** Collects the runs of one block. */
class Runs {
  readonly changes: Change[] = [];
  readonly #moments: Moments;
  readonly #isTitle: boolean;
  readonly #formedBy = new Set<Side>();
  /** Ends with the next letter that nobody changed. */
  #open: Change | null = null;

  constructor(moments: Moments, isTitle: boolean) {
    this.#moments = moments;
    this.#isTitle = isTitle;
  }

  /** Everything in a type, in the order in which it is read. */
  walk(type: Type): void {
    for (const item of type._map.values()) this.#noteForm(item);
    let index = 0;
    this.#open = null;
    for (let item = type._start; item !== null; item = item.right) {
      if (item.content instanceof Y.ContentFormat) this.#noteForm(item);
      else index = this.add(item, type, index);
      if (!item.deleted && item.content instanceof Y.ContentType) {
        this.#noteForm(item);
        this.walk(item.content.type as Type);
      }
    }
    this.#open = null;
  }

  /** @returns the index behind the item */
  add(item: Y.Item, type: Type, start: number): number {
    let index = start;
    for (let offset = 0; offset < item.length; offset++) {
      const { client } = item.id;
      const clock = item.id.clock + offset;
      if (item.deleted) {
        const side = deletedBy(client, clock, this.#moments);
        if (side) this.#extend({ side, kind: 'delete' }, type, index, index);
        continue;
      }
      const side = item.content instanceof Y.ContentType ? null : insertedBy(client, clock, this.#moments);
      if (side) this.#extend({ side, kind: 'insert' }, type, index, index + 1);
      else this.#open = null;
      index += 1;
    }
    return index;
  }

  /** The block itself is new, or only its form changed. Said once, and only where nothing else is said. */
  formed(side: Side | null, body: Y.XmlFragment, index: number): void {
    if (side) this.#formedBy.add(side);
    for (const each of this.#formedBy) {
      if (this.changes.some((change) => change.side === each)) continue;
      this.#open = null;
      this.#extend({ side: each, kind: 'form' }, body, index, index + 1);
    }
  }

  #noteForm(item: Y.Item): void {
    const side = item.deleted ? null : insertedBy(item.id.client, item.id.clock, this.#moments);
    if (side) this.#formedBy.add(side);
  }

  #extend(what: Pick<Change, 'side' | 'kind'>, type: Type, from: number, to: number): void {
    const end = Y.createRelativePositionFromTypeIndex(type, to, what.kind === 'insert' ? -1 : 0);
    const open = this.#open;
    if (open?.side === what.side && open.kind === what.kind) {
      open.length += 1;
      open.to = end;
      return;
    }
    const begin = Y.createRelativePositionFromTypeIndex(type, from, 0);
    this.#open = { ...what, length: 1, isTitle: this.#isTitle, from: begin, to: end };
    this.changes.push(this.#open);
  }
}

function insertedBy(client: number, clock: number, moments: Moments): Side | null {
  const isIn = ({ sv }: Y.Snapshot) => clock < (sv.get(client) ?? 0);
  if (isIn(moments.before) || !isIn(moments.after)) return null;
  return isIn(moments.own) || client === moments.client ? 'own' : 'others';
}

function deletedBy(client: number, clock: number, { before, own, after }: Moments): Side | null {
  const wasThere = clock < (before.sv.get(client) ?? 0);
  const isIn = ({ ds }: Y.Snapshot) =>
    ds.clients.get(client)?.some((range) => range.clock <= clock && clock < range.clock + range.len) ?? false;
  if (!wasThere || isIn(before) || !isIn(after)) return null;
  return isIn(own) ? 'own' : 'others';
}
