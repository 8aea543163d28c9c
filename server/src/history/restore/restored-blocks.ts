/** Which edits of the archive are those of a block: what is in it, what it was before, and where its letters went. */
import * as Y from 'yjs';
import type { Life } from '../../documents/life.ts';
import { Authorship } from '../changes/authorship.ts';
import type { Carried } from '../changes/carried.ts';
import { RangeMap } from '../changes/ranges.ts';
import { type Resolved, resolve } from '../changes/resolve.ts';
import { Union, type UnionNode } from '../changes/union.ts';

export class UnknownBlock extends Error {}

interface Touched {
  /** Of what came since, this is to go. */
  insertions: RangeMap<true>;
  /** Of what went since, this is to come back. */
  deletions: RangeMap<true>;
}

/** @throws UnknownBlock */
export function findBlocks(
  life: Life,
  since: number,
  ids: readonly string[],
  known: ReadonlyMap<number, readonly Carried[]>,
): Touched {
  const authorship = new Authorship(life, since, life.to_seq, known);
  const union = new Union(life.archive, authorship).body();
  const resolved = resolve(union);
  const roots = new Set(ids.map((id) => blockOf(life.archive, id)));
  addOtherSelves(roots, resolved.values());
  const deletions = new RangeMap<true>();
  for (const root of roots) {
    addTree(deletions, root);
    for (let shell = parentOf(root); shell; shell = parentOf(shell)) addShell(deletions, shell);
  }
  const insertions = new RangeMap<true>();
  for (const root of roots) addTree(insertions, root);
  // Its letters may stand in other blocks by now: it was split, or joined to the one before.
  const copies = authorship.copiesOf((id) => deletions.at(id.client, id.clock).fact === true);
  for (const range of copies) insertions.add(range, true);
  const isCopy = (client: number, clock: number) => insertions.at(client, clock).fact === true;
  for (const node of union) addHulls(insertions, node, isCopy);
  return { insertions, deletions };
}

function blockOf(archive: Y.Doc, id: string): Y.Item {
  const [client, clock] = id.split(':').map(Number);
  if (client === undefined || clock === undefined || clock >= Y.getState(archive.store, client))
    throw new UnknownBlock(id);
  const item = Y.getItem(archive.store, Y.createID(client, clock));
  if (!(item instanceof Y.Item && item.content instanceof Y.ContentType)) throw new UnknownBlock(id);
  return item;
}

/** A block that was moved, or became one of another kind, is the same for people: both go with each other. */
function addOtherSelves(roots: Set<Y.Item>, resolved: Iterable<Resolved>): void {
  for (const { node, insteadOf } of resolved) {
    if (!insteadOf) continue;
    if (roots.has(node.item)) roots.add(insteadOf.item);
    else if (roots.has(insteadOf.item)) roots.add(node.item);
  }
}

function addTree(ranges: RangeMap<true>, item: Y.Item): void {
  ranges.add({ client: item.id.client, clock: item.id.clock, length: item.length }, true);
  if (!(item.content instanceof Y.ContentType)) return;
  const { type } = item.content;
  for (let child = type._start; child; child = child.right) addTree(ranges, child);
  addAttributes(ranges, type);
}

/** Of what is around it only the block itself: what else is in there stays as it is. */
function addShell(ranges: RangeMap<true>, item: Y.Item): void {
  ranges.add({ client: item.id.client, clock: item.id.clock, length: item.length }, true);
  addAttributes(ranges, (item.content as Y.ContentType).type);
}

// biome-ignore lint/suspicious/noExplicitAny: Yjs' types differ in their events, of which there are none here
function addAttributes(ranges: RangeMap<true>, type: Y.AbstractType<any>): void {
  for (const last of type._map.values()) {
    for (let value: Y.Item | null = last; value; value = value.left) addTree(ranges, value);
  }
}

/** Blocks that came since, in which nothing stands but letters that go back. @returns whether it is one */
function addHulls(
  ranges: RangeMap<true>,
  node: UnionNode,
  isCopy: (client: number, clock: number) => boolean,
): boolean {
  const inner = node.children.map((part) => {
    if (part.kind === 'node') return addHulls(ranges, part, isCopy);
    return part.state.is === 'deleted' || isCopy(part.id.client, part.id.clock);
  });
  if (node.state.is === 'deleted') return true;
  if (node.state.is !== 'inserted' || inner.length === 0 || inner.includes(false)) return false;
  addTree(ranges, node.item);
  return true;
}

function parentOf(item: Y.Item): Y.Item | null {
  return (item.parent as Y.AbstractType<unknown>)._item;
}
