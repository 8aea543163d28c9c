/**
 * A note as it was at either of two revisions: what was there at the earlier one, at the later one, or at both, in the
 * order in which Yjs has it. Nothing is compared: a letter is known by its id, so what is the same is so by identity.
 */
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import * as Y from 'yjs';
import type { EffectRow } from '../../documents/segment.ts';
import type { Authorship, Id } from './authorship.ts';

/** Takes the place of something in a text that is no text. */
const embed_text = '\ufffc';

/** Deeper than anybody nests; a note that somebody nested deeper on purpose must not end the stack. */
const depth_max = 200;

// biome-ignore lint/suspicious/noExplicitAny: Yjs' types differ in their events, of which there are none here
type Type = Y.AbstractType<any>;

export type Attributes = Record<string, unknown>;

/** `row`: who changed it, and when. */
export type State =
  | { is: 'kept' }
  | { is: 'inserted'; row: EffectRow | undefined }
  | { is: 'deleted'; row: EffectRow | undefined }
  /** Texts: other marks than before. Blocks: other attributes. */
  | { is: 'altered'; row: EffectRow | undefined };

export interface UnionText {
  kind: 'text';
  /** Of its first letter. */
  id: Id;
  text: string;
  marks: Attributes;
  state: State;
  /** Of a copy of what was there before: the block in which that was. */
  copiedFrom: Y.Item | null;
}

export interface UnionNode {
  kind: 'node';
  item: Y.Item;
  type: string;
  attributes: Attributes;
  /** Of an altered one: at the earlier revision. */
  attributesBefore: Attributes;
  state: State;
  children: UnionPart[];
  /** Of a deleted one: all that was in it is there still, as a copy elsewhere. */
  isEmptied: boolean;
}

export type UnionPart = UnionText | UnionNode;

export class Union {
  readonly #archive: Y.Doc;
  readonly #authorship: Authorship;

  constructor(archive: Y.Doc, authorship: Authorship) {
    this.#archive = archive;
    this.#authorship = authorship;
  }

  title(): UnionText[] {
    return this.#texts(this.#archive.getText(title_field), false).texts;
  }

  body(): UnionNode[] {
    return this.#children(this.#archive.getXmlFragment(body_field), 0).parts.filter(
      (part) => part.kind === 'node',
    );
  }

  #children(parent: Type, depth: number): { parts: UnionPart[]; isEmptied: boolean } {
    const parts: UnionPart[] = [];
    let isEmptied = false;
    for (let item = parent._start; item && depth < depth_max; item = item.right) {
      if (!(item.content instanceof Y.ContentType)) continue;
      const { type } = item.content;
      const state = this.#stateOf(item.id);
      if (!state) continue;
      if (type instanceof Y.XmlText) {
        const found = this.#texts(type, state.is === 'deleted');
        parts.push(...found.texts);
        isEmptied ||= found.isEmptied;
        continue;
      }
      const node = this.#node(item, type, state, depth);
      parts.push(node);
      isEmptied ||= node.isEmptied;
    }
    return { parts, isEmptied };
  }

  #node(item: Y.Item, type: Type, state: State, depth: number): UnionNode {
    const { parts, isEmptied } = this.#children(type, depth + 1);
    const attributes = this.#attributes(type);
    const isLeft = parts.some((part) => part.kind === 'text' || !part.isEmptied);
    const isAltered = state.is === 'kept' && attributes.isAltered;
    const { before, after } = attributes;
    return {
      kind: 'node',
      item,
      type: type instanceof Y.XmlElement ? type.nodeName : 'unknownBlock',
      attributes: state.is === 'deleted' ? before : after,
      attributesBefore: before,
      state: isAltered ? { is: 'altered', row: attributes.row } : state,
      children: parts,
      isEmptied: state.is === 'deleted' && isEmptied && !isLeft,
    };
  }

  /** Null: it was there at neither. */
  #stateOf(id: Id): State | null {
    const { client, clock } = id;
    const isBefore = this.#authorship.before.has(client, clock);
    const isAfter = this.#authorship.after.has(client, clock);
    if (isBefore) return isAfter ? { is: 'kept' } : { is: 'deleted', row: this.#authorship.deletion(id).row };
    return isAfter ? { is: 'inserted', row: this.#authorship.insertion(id).row } : null;
  }

  #attributes(type: Type) {
    const before: Attributes = {};
    const after: Attributes = {};
    let [isAltered, row] = [false, undefined as EffectRow | undefined];
    for (const [name, last] of type._map) {
      const [old, young] = [this.#valueAt(last, 'before'), this.#valueAt(last, 'after')];
      if (old) before[name] = old.value;
      if (young) after[name] = young.value;
      if (old?.id.clock === young?.id.clock && old?.id.client === young?.id.client) continue;
      if (same(before[name], after[name])) continue;
      isAltered = true;
      if (young) row = this.#authorship.insertion(young.id).row;
      else if (old) row = this.#authorship.deletion(old.id).row;
    }
    return { before, after, isAltered, row };
  }

  /** A name's values are a list, the youngest last; one item may hold several that somebody set in a row. */
  #valueAt(last: Y.Item, when: 'before' | 'after'): { id: Id; value: unknown } | null {
    for (let item: Y.Item | null = last; item; item = item.left) {
      const { client, clock } = item.id;
      for (let index = item.length - 1; index >= 0; index--) {
        if (!this.#authorship[when].has(client, clock + index)) continue;
        return { id: { client, clock: clock + index }, value: item.content.getContent()[index] };
      }
    }
    return null;
  }

  #texts(text: Y.Text | Y.XmlText, isDeleted: boolean): { texts: UnionText[]; isEmptied: boolean } {
    const texts: UnionText[] = [];
    const marks = new Marks();
    let isEmptied = false;
    for (let item = text._start; item; item = item.right) {
      const { content } = item;
      if (content instanceof Y.ContentFormat) {
        marks.pass(content.key, content.value, this.#stateOf(item.id));
        continue;
      }
      const isText = content instanceof Y.ContentString;
      if (!isText && !(content instanceof Y.ContentEmbed) && !(content instanceof Y.ContentType)) continue;
      for (const [from, to, state, copiedFrom] of this.#pieces(item)) {
        if (state === 'copied') {
          isEmptied = true;
          continue;
        }
        texts.push({
          kind: 'text',
          id: { client: item.id.client, clock: item.id.clock + from },
          text: isText ? content.str.slice(from, to) : embed_text,
          marks: marks.of(isDeleted || state.is === 'deleted' ? 'before' : 'after'),
          state: state.is === 'kept' && !copiedFrom ? marks.state() : state,
          copiedFrom,
        });
      }
    }
    return { texts, isEmptied };
  }

  /** The item in parts that have the same lot; what was there at neither revision is left out. */
  *#pieces(item: Y.Item): Generator<[number, number, State | 'copied', Y.Item | null]> {
    const { before, after } = this.#authorship;
    const { client } = item.id;
    const last = item.id.clock + item.length;
    for (let clock = item.id.clock; clock < last; ) {
      const [old, young] = [before.at(client, clock), after.at(client, clock)];
      let end = Math.min(last, old.end, young.end);
      let state: State | 'copied' | null = null;
      let copiedFrom: Y.Item | null = null;
      if (old.has && young.has) state = { is: 'kept' };
      else if (old.has) {
        const copied = this.#authorship.isCopied({ client, clock });
        const deletion = this.#authorship.deletion({ client, clock });
        end = Math.min(end, copied.end, deletion.end);
        state = copied.fact ? 'copied' : { is: 'deleted', row: deletion.row };
      } else if (young.has) {
        const origin = this.#authorship.origin({ client, clock });
        const insertion = this.#authorship.insertion(origin.id);
        const isOld = before.has(origin.id.client, origin.id.clock);
        end = Math.min(end, origin.end, isOld ? end : clock + insertion.end - origin.id.clock);
        state = isOld ? { is: 'kept' } : { is: 'inserted', row: insertion.row };
        if (isOld) copiedFrom = this.#blockOf(origin.id);
      }
      if (state) yield [clock - item.id.clock, end - item.id.clock, state, copiedFrom];
      clock = end;
    }
  }

  #blockOf({ client, clock }: Id): Y.Item | null {
    const item = Y.getItem(this.#archive.store, Y.createID(client, clock));
    const text = item instanceof Y.Item ? (item.parent as Type)._item : null;
    return (text?.parent as Type | undefined)?._item ?? null;
  }
}

/** The marks at a place of a text, at both revisions. */
class Marks {
  readonly #before = new Map<string, unknown>();
  readonly #after = new Map<string, unknown>();
  /** By mark, who changed it last. */
  readonly #rows = new Map<string, EffectRow | undefined>();

  pass(key: string, value: unknown, state: State | null): void {
    if (!state) return;
    if (state.is !== 'inserted') set(this.#before, key, value);
    if (state.is !== 'deleted') set(this.#after, key, value);
    if (state.is === 'inserted' || state.is === 'deleted') this.#rows.set(key, state.row);
  }

  of(when: 'before' | 'after'): Attributes {
    return Object.fromEntries(when === 'before' ? this.#before : this.#after);
  }

  /** Of a letter that was there at both. */
  state(): State {
    const keys = new Set([...this.#before.keys(), ...this.#after.keys()]);
    for (const key of keys) {
      if (!same(this.#before.get(key), this.#after.get(key)))
        return { is: 'altered', row: this.#rows.get(key) };
    }
    return { is: 'kept' };
  }
}

function set(marks: Map<string, unknown>, key: string, value: unknown): void {
  if (value === null) marks.delete(key);
  else marks.set(key, value);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
