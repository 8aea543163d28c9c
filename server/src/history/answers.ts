/** What can be asked about the life of a note. Runs in the worker thread. */
import { readBody } from '@scriptorium/shared/document/read-body.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { toHtml } from '@scriptorium/shared/document/to-html.ts';
import { noteToMarkdown } from '@scriptorium/shared/document/to-markdown.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { getSchema } from '@tiptap/core';
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { documentAt } from '../documents/life.ts';
import type { Sitting } from '../documents/sittings.ts';
import { type Carried, encodeCarried } from './changes/carried.ts';
import { changesBetween } from './changes/note-changes.ts';
import type { Lives } from './lives.ts';
import { restoreFarBack, takeBack, type TakenBack } from './restore/restore.ts';
import { UnknownBlock } from './restore/restored-blocks.ts';
import { stepsAfter } from './steps.ts';

export type Question =
  /** The newest sittings that end before a seq; and what the revision was at a time. */
  | {
      kind: 'timeline';
      note_id: string;
      before: number | null;
      limit: number;
      only: Only;
      visited_at: Date | null;
    }
  /** The note after the update `seq`. */
  | { kind: 'content'; note_id: string; seq: number; format: Format }
  /** What changed from the revision `since` to `seq`. */
  | { kind: 'changes'; note_id: string; since: number; seq: number }
  /** The updates after the revision `seq`. */
  | { kind: 'steps'; note_id: string; seq: number; limit: number }
  /** The edit that takes back what was done after `since`, up to `seq` (null: all), in some blocks (null: in all). */
  | {
      kind: 'restore';
      note_id: string;
      since: number;
      seq: number | null;
      blocks: string[] | null;
      present: Uint8Array;
    };

/** What a timeline is narrowed to. */
export interface Only {
  person_id: string | null;
  /** Ended at or after it. */
  from: Date | null;
  /** Began before it. */
  to: Date | null;
}

type Format = 'json' | 'text' | 'markdown' | 'html' | 'update';

type Asked<Kind extends Question['kind']> = Question & { kind: Kind };

export interface Timeline {
  head_seq: number;
  /** Everybody who ever wrote in it. */
  author_ids: string[];
  /** From the newest to the oldest. */
  sittings: Sitting[];
  hasMore: boolean;
  /** Of when somebody was here; null: nobody asked. */
  visited_seq: number | null;
}

/** Text is a string, an update bytes. */
export type Content = { title: string; body: object } | string | Uint8Array;

/** With the ids of people in their order; `json` is the rest of the answer, an object. */
export interface Told {
  person_ids: string[];
  json: string;
}

/** Null: the note has not had so many updates. */
export interface Answers {
  timeline: Timeline;
  content: Content | null;
  changes: Told | null;
  steps: Told | null;
  /** `edit` is null where nothing is to be changed; `unknown`: there is no such block. */
  restore: { edit: Uint8Array | null; carried: Uint8Array; unreadable: string[] } | 'unknown' | null;
}

const schema = getSchema(noteExtensions());

export async function answer(lives: Lives, question: Question): Promise<Answers[Question['kind']]> {
  switch (question.kind) {
    case 'timeline':
      return timelineOf(lives, question);
    case 'content':
      return contentAt(lives, question);
    case 'changes':
      return changesIn(lives, question);
    case 'steps':
      return stepsIn(lives, question);
    case 'restore':
      return restoreOf(lives, question);
  }
}

async function timelineOf(lives: Lives, asked: Asked<'timeline'>): Promise<Timeline> {
  const { note_id, before, limit, only, visited_at } = asked;
  const { person_id, from, to } = only;
  const all = await lives.sittings(note_id);
  const found = all.filter(
    ({ from_seq, author_ids, started_at, ended_at }) =>
      (before === null || from_seq < before) &&
      (person_id === null || author_ids.includes(person_id)) &&
      (from === null || ended_at >= from) &&
      (to === null || started_at < to),
  );
  return {
    head_seq: all.at(-1)?.to_seq ?? 0,
    author_ids: [...new Set(all.flatMap(({ author_ids }) => author_ids))],
    sittings: found.slice(-limit).reverse(),
    hasMore: found.length > limit,
    visited_seq: visited_at && (await seqAt(lives, note_id, all, visited_at)),
  };
}

/** The revision at a time. */
async function seqAt(lives: Lives, note_id: string, all: readonly Sitting[], at: Date): Promise<number> {
  const sitting = all.findLast(({ started_at }) => started_at <= at);
  if (!sitting || sitting.ended_at <= at) return sitting?.to_seq ?? 0;
  const { rows } = await lives.get(note_id, sitting.to_seq, sitting.from_seq);
  return rows.findLast(({ received_at }) => received_at <= at)?.last_seq ?? sitting.from_seq - 1;
}

async function contentAt(lives: Lives, { note_id, seq, format }: Asked<'content'>): Promise<Content | null> {
  const life = await lives.get(note_id, seq);
  if (seq > life.to_seq || seq < life.from_seq) return null;
  const doc = documentAt(life, seq);
  if (format === 'update') return withoutDeleted(doc);
  const body = doc.getXmlFragment(body_field);
  const title = doc.getText(title_field).toString();
  if (format === 'text') return toText(body);
  if (format === 'json') return { title, body: yXmlFragmentToProsemirrorJSON(body) };
  const node = schema.topNodeType.create(null, readBody(body, schema, new Map()));
  return format === 'html' ? toHtml(title, node) : noteToMarkdown(title, node);
}

/** Whoever looks at a revision is not sent what had been deleted by then. */
function withoutDeleted(doc: Y.Doc): Uint8Array {
  const collected = new Y.Doc();
  Y.applyUpdate(collected, Y.encodeStateAsUpdate(doc));
  return Y.encodeStateAsUpdate(collected);
}

async function changesIn(lives: Lives, { note_id, since, seq }: Asked<'changes'>): Promise<Told | null> {
  const life = await lives.get(note_id, seq, since);
  if (seq > life.to_seq) return null;
  // What is further back than what can be looked at at once was there before.
  const begin = Math.max(since, life.from_seq);
  const { person_ids, ...rest } = changesBetween(life, begin, seq, await lives.copies(note_id, begin, seq));
  return { person_ids, json: JSON.stringify(rest) };
}

async function stepsIn(lives: Lives, { note_id, seq, limit }: Asked<'steps'>): Promise<Told | null> {
  const life = await lives.get(note_id, seq + 1, seq);
  if (seq > life.to_seq) return null;
  const person_ids: string[] = [];
  const steps = stepsAfter(life, seq, limit).map(({ seq, row, update }) => {
    const { author_id } = row;
    if (author_id !== null && !person_ids.includes(author_id)) person_ids.push(author_id);
    return {
      seq,
      at: row.received_at.toISOString(),
      person: author_id === null ? null : person_ids.indexOf(author_id),
      update: Buffer.from(update).toString('base64'),
    };
  });
  const last = steps.at(-1)?.seq ?? seq;
  const isAll = life.isLast && last === life.to_seq;
  return { person_ids, json: JSON.stringify({ steps, next: isAll ? null : last }) };
}

async function restoreOf(lives: Lives, question: Asked<'restore'>): Promise<Answers['restore']> {
  try {
    const taken = await takenBack(lives, question);
    if (!taken) return null;
    const { edit, carried, block_types } = taken;
    const unreadable = block_types.filter((type) => !schema.nodes[type]);
    return { edit, carried: encodeCarried(carried), unreadable };
  } catch (error) {
    if (error instanceof UnknownBlock) return 'unknown';
    throw error;
  }
}

async function takenBack(lives: Lives, question: Asked<'restore'>): Promise<TakenBack | null> {
  const { note_id, since, seq, blocks, present } = question;
  const newest = Number.MAX_SAFE_INTEGER;
  const life = await lives.get(note_id, newest, since);
  if (since > life.to_seq || (seq ?? 0) > life.to_seq) return null;
  if (since < life.from_seq) {
    if (blocks || seq !== null) return null;
    return restoreFarBack(documentAt(await lives.get(note_id, since), since), present);
  }
  const copies: Map<number, Carried[]> = blocks ? await lives.copies(note_id, since, newest) : new Map();
  return takeBack(life, { since, seq, blocks }, copies, present);
}
