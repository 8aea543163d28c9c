/** What changed in a note between two revisions, for people and scripts: `GET /notes/:id/history/:seq/changes`. */
import type { Change, ChangedNode, NoteChanges } from '@scriptorium/shared/api/history.ts';
import type * as Y from 'yjs';
import type { Life } from '../../documents/life.ts';
import type { EffectRow } from '../../documents/segment.ts';
import { Authorship } from './authorship.ts';
import type { Carried } from './carried.ts';
import { firstSight, type Resolved, resolve, rowOf } from './resolve.ts';
import { type Attributes, Union, type UnionNode, type UnionPart, type UnionText } from './union.ts';

/** Of one person, changes that stand together and were made with no gap as long as this are one. */
const change_gap_ms = 5 * 60_000;

/** With the ids of people; their names are not here. */
export type FoundChanges = Omit<NoteChanges, 'people'> & { person_ids: string[] };

export function changesBetween(
  life: Life,
  since: number,
  seq: number,
  known: ReadonlyMap<number, readonly Carried[]>,
  isExact = false,
): FoundChanges {
  const union = new Union(life.archive, new Authorship(life, since, seq, known, isExact));
  const blocks = union.body();
  const writer = new Writer(isExact ? new Map() : resolve(blocks));
  const title = writer.texts(union.title()).map(({ text = '', change }) => ({
    text,
    ...(change === undefined ? {} : { change }),
  }));
  const body = writer.parts(blocks);
  return { since, seq, person_ids: writer.personIds, changes: writer.changes, title, body };
}

class Writer {
  readonly changes: Change[] = [];
  readonly personIds: string[] = [];
  readonly #resolved: ReadonlyMap<Y.Item, Resolved>;
  /** The change that goes on, until something comes that is no part of it. */
  #open: { index: number; ended_ms: number } | null = null;

  constructor(resolved: ReadonlyMap<Y.Item, Resolved>) {
    this.#resolved = resolved;
  }

  parts(parts: readonly UnionPart[]): ChangedNode[] {
    const written: ChangedNode[] = [];
    for (let index = 0; index < parts.length; ) {
      const part = parts[index] as UnionPart;
      if (part.kind === 'node') {
        const node = this.#node(part);
        if (node) written.push(node);
        index += 1;
        continue;
      }
      const texts: UnionText[] = [];
      for (let next = parts[index]; next?.kind === 'text'; next = parts[++index]) texts.push(next);
      written.push(...this.texts(texts));
    }
    return written;
  }

  texts(texts: readonly UnionText[]): ChangedNode[] {
    const written: ChangedNode[] = [];
    for (const { text, marks, state } of texts) {
      const kind = state.is === 'altered' ? 'formatted' : state.is;
      const change = kind === 'kept' ? this.#end() : this.#change(kind, rowOf(state), null);
      const last = written.at(-1);
      const node: ChangedNode = { type: 'text', text, ...marksOf(marks) };
      if (change !== undefined) node.change = change;
      if (last && last.change === change && JSON.stringify(last.marks) === JSON.stringify(node.marks)) {
        last.text += text;
      } else written.push(node);
    }
    return written;
  }

  #node(node: UnionNode): ChangedNode | null {
    const seen = this.#resolved.get(node.item) ?? firstSight(node);
    if (seen.isHidden) return null;
    const { is: kind, row, was } = seen;
    const change = kind === 'kept' ? this.#end() : this.#change(kind, row, was);
    const written: ChangedNode = { type: node.type, id: idOf(node) };
    if (seen.insteadOf) written.instead_of = idOf(seen.insteadOf);
    if (Object.keys(node.attributes).length > 0) written.attrs = node.attributes;
    if (change !== undefined) written.change = change;
    const content = this.parts(node.children);
    if (content.length > 0) written.content = content;
    // What comes after a block that stays is no part of a change in it.
    if (change === undefined || kind === 'changed' || kind === 'moved') this.#end();
    return written;
  }

  #end(): undefined {
    this.#open = null;
  }

  #change(kind: Change['kind'], row: EffectRow | undefined, was: Resolved['was']): number {
    const person = this.#person(row?.author_id ?? null);
    const at = row?.typed_to ?? row?.received_at ?? new Date(0);
    const open = this.#open && this.changes[this.#open.index];
    const isSame = open && !was && !open.was && open.kind === kind && open.person === person;
    if (this.#open && isSame && Math.abs(at.getTime() - this.#open.ended_ms) < change_gap_ms) {
      if (at.toISOString() < open.at) open.at = at.toISOString();
      open.seq = Math.max(open.seq, row?.last_seq ?? 0);
      this.#open.ended_ms = at.getTime();
      return this.#open.index;
    }
    const index =
      this.changes.push({
        kind,
        person,
        at: at.toISOString(),
        seq: row?.last_seq ?? 0,
        was: was && { type: was.type, attrs: was.attributes },
      }) - 1;
    this.#open = { index, ended_ms: at.getTime() };
    return index;
  }

  #person(id: string | null): number | null {
    if (id === null) return null;
    const index = this.personIds.indexOf(id);
    return index >= 0 ? index : this.personIds.push(id) - 1;
  }
}

function idOf({ item }: UnionNode): string {
  return `${item.id.client}:${item.id.clock}`;
}

/** As TipTap has them. A mark that may overlap itself has a hash behind its name. */
function marksOf(marks: Attributes): Pick<ChangedNode, 'marks'> {
  const names = Object.keys(marks);
  if (names.length === 0) return {};
  return {
    marks: names.map((name) => ({
      type: name.replace(/--[a-zA-Z0-9+/=]{8}$/, ''),
      attrs: isRecord(marks[name]) ? marks[name] : {},
    })),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
