/**
 * What people would call the changes. Where the editor made a block anew (a paragraph became a heading, was dragged, got
 * into a list), Yjs has a deleted block and an inserted one with copies of the same letters: here they are one block
 * again, that was changed, moved, or is just the same.
 */
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { getSchema } from '@tiptap/core';
import type * as Y from 'yjs';
import type { EffectRow } from '../../documents/segment.ts';
import type { Attributes, State, UnionNode, UnionPart } from './union.ts';

export interface Resolved {
  node: UnionNode;
  /** Not shown: another block stands for it. */
  isHidden: boolean;
  /** The deleted block that it stands for. */
  insteadOf: UnionNode | null;
  is: 'kept' | 'inserted' | 'deleted' | 'changed' | 'moved';
  row: EffectRow | undefined;
  /** Of a changed one. */
  was: { type: string; attributes: Attributes } | null;
}

/** @returns by the item of each block */
export function resolve(blocks: readonly UnionNode[]): Map<Y.Item, Resolved> {
  const resolved = new Map<Y.Item, Resolved>();
  const emptied = new Map<Y.Item, UnionNode>();
  const leaves: UnionNode[] = [];
  const walk = (nodes: readonly UnionPart[], visit: (node: UnionNode) => void): void => {
    for (const node of nodes) {
      if (node.kind !== 'node') continue;
      walk(node.children, visit);
      visit(node);
    }
  };
  walk(blocks, (node) => {
    const seen = firstSight(node);
    if (node.state.is === 'altered' && isSame(node.type, node.attributesBefore, node.attributes)) {
      seen.is = 'kept';
      seen.was = null;
    }
    resolved.set(node.item, seen);
    if (node.isEmptied) emptied.set(node.item, node);
    if (node.state.is === 'deleted' && node.children.length === 0 && !node.isEmptied) leaves.push(node);
  });
  // From the inside out: a list stands for what its items stand for.
  walk(blocks, (node) => {
    if (node.state.is !== 'inserted') return;
    const old = findOld(node, resolved, emptied, leaves);
    if (!old) return;
    emptied.delete(old.item);
    (resolved.get(node.item) as Resolved).insteadOf = old;
    (resolved.get(old.item) as Resolved).isHidden = true;
  });
  compareAll(blocks, null, resolved);
  // Of lists and the like nobody misses an empty shell; an empty line shows that two were joined.
  for (const node of emptied.values()) {
    if (node.children.length > 0) (resolved.get(node.item) as Resolved).isHidden = true;
  }
  return resolved;
}

/** For itself, without a look at others. */
export function firstSight(node: UnionNode): Resolved {
  const { state } = node;
  const changed = state.is === 'altered';
  return {
    node,
    isHidden: false,
    insteadOf: null,
    is: state.is === 'altered' ? 'changed' : state.is,
    row: rowOf(state),
    was: changed ? { type: node.type, attributes: node.attributesBefore } : null,
  };
}

export function rowOf(state: State): EffectRow | undefined {
  return state.is === 'kept' ? undefined : state.row;
}

function findOld(
  node: UnionNode,
  resolved: ReadonlyMap<Y.Item, Resolved>,
  emptied: ReadonlyMap<Y.Item, UnionNode>,
  leaves: UnionNode[],
): UnionNode | undefined {
  for (const part of node.children) {
    if (part.kind === 'text') {
      const old = part.copiedFrom && emptied.get(part.copiedFrom);
      if (old) return old;
      continue;
    }
    const inner = resolved.get(part.item)?.insteadOf;
    const old = inner && emptied.get(parentOf(inner.item) as Y.Item);
    if (old) return old;
  }
  if (node.children.length > 0) return undefined;
  const index = leaves.findIndex((leaf) => isTwin(leaf, node));
  return index < 0 ? undefined : leaves.splice(index, 1)[0];
}

/** An image, say, that one update took away here and put there. */
function isTwin(leaf: UnionNode, node: UnionNode): boolean {
  return (
    leaf.type === node.type &&
    rowOf(leaf.state) === rowOf(node.state) &&
    JSON.stringify(leaf.attributes) === JSON.stringify(node.attributes)
  );
}

function compareAll(
  siblings: readonly UnionPart[],
  parent: Resolved | null,
  resolved: ReadonlyMap<Y.Item, Resolved>,
): void {
  for (const node of siblings) {
    if (node.kind !== 'node') continue;
    const seen = resolved.get(node.item) as Resolved;
    if (seen.insteadOf) compare(seen, seen.insteadOf, siblings, parent, resolved);
    else if (seen.is === 'inserted') standForContent(seen, parent, resolved);
    compareAll(node.children, seen, resolved);
  }
}

function compare(
  seen: Resolved,
  old: UnionNode,
  siblings: readonly UnionPart[],
  parent: Resolved | null,
  resolved: ReadonlyMap<Y.Item, Resolved>,
): void {
  const { node } = seen;
  const isOther = node.type !== old.type || !isSame(node.type, old.attributes, node.attributes);
  seen.was = isOther ? { type: old.type, attributes: old.attributes } : null;
  if (isOther) seen.is = 'changed';
  else if (parentOf(node.item) === parentOf(old.item))
    seen.is = isApart(node, old, siblings, resolved) ? 'moved' : 'kept';
  else if (parent && parent.node.state.is === 'inserted') seen.is = 'kept';
  else {
    const wrapping = resolved.get(parentOf(old.item) as Y.Item)?.node;
    seen.is = wrapping?.isEmptied ? 'changed' : 'moved';
    if (wrapping?.isEmptied) seen.was = { type: wrapping.type, attributes: wrapping.attributes };
  }
}

/** A list that was put around what was there is no new text. */
function standForContent(
  seen: Resolved,
  parent: Resolved | null,
  resolved: ReadonlyMap<Y.Item, Resolved>,
): void {
  const old = firstOld(seen.node, resolved);
  if (!old) return;
  const isTold = parent?.node.state.is === 'inserted' && parent.is === 'changed';
  seen.is = isTold ? 'kept' : 'changed';
  seen.was = isTold ? null : { type: old.type, attributes: old.attributes };
}

function firstOld(node: UnionNode, resolved: ReadonlyMap<Y.Item, Resolved>): UnionNode | null {
  for (const part of node.children) {
    if (part.kind !== 'node') continue;
    const old = resolved.get(part.item)?.insteadOf ?? firstOld(part, resolved);
    if (old) return old;
  }
  return null;
}

/** Whether something that was not touched stands between them. */
function isApart(
  node: UnionNode,
  old: UnionNode,
  siblings: readonly UnionPart[],
  resolved: ReadonlyMap<Y.Item, Resolved>,
): boolean {
  const [a, b] = [siblings.indexOf(node), siblings.indexOf(old)];
  return siblings
    .slice(Math.min(a, b) + 1, Math.max(a, b))
    .some((part) => part.kind === 'node' && !resolved.get(part.item)?.insteadOf && part.state.is === 'kept');
}

const schema = getSchema(noteExtensions());

/** Whether people see the same: an attribute that is not there is at its default. */
function isSame(type: string, a: Attributes, b: Attributes): boolean {
  const specs = schema.nodes[type]?.spec.attrs ?? {};
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => {
    const standard: unknown = specs[name]?.default ?? null;
    return JSON.stringify(a[name] ?? standard) === JSON.stringify(b[name] ?? standard);
  });
}

function parentOf(item: Y.Item): Y.Item | null {
  return (item.parent as Y.AbstractType<unknown>)._item;
}
