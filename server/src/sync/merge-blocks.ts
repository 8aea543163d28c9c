/**
 * What somebody wrote elsewhere, from a note's Markdown or text, back into the note. Neither says all that a note has, so what
 * comes back is compared with what the note says in the same terms: a block that says the same stays the very object that it
 * was, with its alignment and its widths; only the others are taken from what came.
 */
import type { Node } from '@tiptap/pm/model';

/** Each with each: a fraction of a second. Beyond it, what lies between two ends that agree is replaced. */
const comparisons_max = 4_000_000;

/** A block of the note, and what it is in the terms of what came: one block, several, or none. */
export interface Block {
  node: Node;
  says: readonly Node[];
}

/** @returns the note's blocks as they should be */
export function mergeBlocks(blocks: readonly Block[], came: readonly Node[]): Node[] {
  const said = blocks.map(({ says }) => says.map(keyOf));
  const partner = alignSame(said.flat(), came.map(keyOf));
  const places = placesOf(said, partner);
  const merged: Node[] = [];
  let taken = 0;
  for (const [index, { node, says }] of blocks.entries()) {
    const place = places[index];
    if (typeof place === 'number') {
      merged.push(...came.slice(taken, place), node);
      taken = place + says.length;
    } else if (place === 'silent' && staysSilent(node, places, index, came.length)) merged.push(node);
  }
  return [...merged, ...came.slice(taken)];
}

/** Where all that the block says begins in what came; gone where it does not; silent where it says nothing. */
type Place = number | 'gone' | 'silent';

function placesOf(said: readonly string[][], partner: readonly (number | undefined)[]): Place[] {
  let at = 0;
  return said.map(({ length }) => {
    const own = partner.slice(at, at + length);
    at += length;
    const [first] = own;
    if (length === 0) return 'silent';
    return first !== undefined && own.every((place, n) => place === first + n) ? first : 'gone';
  });
}

/** An empty line stays with what is before it; what this version does not know stays in any case. */
function staysSilent(node: Node, places: readonly Place[], index: number, came: number): boolean {
  if (node.type.name === 'unknownBlock') return true;
  const speaks = (place: Place) => place !== 'silent';
  const neighbour = places.slice(0, index).findLast(speaks) ?? places.slice(index).find(speaks);
  return neighbour === undefined ? came === 0 : neighbour !== 'gone';
}

function keyOf(node: Node): string {
  return JSON.stringify(node.toJSON());
}

/** @returns for each of `a` the place of its partner in `b`, rising: a longest common subsequence */
function alignSame(a: readonly string[], b: readonly string[]): (number | undefined)[] {
  const partner = new Array<number | undefined>(a.length).fill(undefined);
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) {
    partner[head] = head;
    head += 1;
  }
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) {
    tail += 1;
    partner[a.length - tail] = b.length - tail;
  }
  const [restA, restB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (restA.length * restB.length <= comparisons_max) {
    for (const [i, j] of longestCommon(restA, restB)) partner[head + i] = head + j;
  }
  return partner;
}

function* longestCommon(a: readonly string[], b: readonly string[]): Generator<[number, number]> {
  const width = b.length + 1;
  /** Of what is common from i and j on, at i * width + j. */
  const lengths = new Uint32Array((a.length + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) yield [i++, j++];
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
}
