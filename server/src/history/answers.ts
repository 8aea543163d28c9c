/** What can be asked about the life of a note. Runs in the worker thread. */
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { documentAt } from '../documents/life.ts';
import type { Sitting } from '../documents/sittings.ts';
import type { Lives } from './lives.ts';
import { restoreEdit } from './restore.ts';

export type Question =
  /** The newest sittings that end before a seq. */
  | { kind: 'timeline'; note_id: string; before: number | null; limit: number }
  /** The note after the update `seq`. */
  | { kind: 'content'; note_id: string; seq: number; format: Format }
  /** The edit that brings the note back to what it was after the update `seq`. */
  | { kind: 'restore'; note_id: string; seq: number; present: Uint8Array };

type Format = 'json' | 'text' | 'markdown' | 'html' | 'update';

type Asked<Kind extends Question['kind']> = Question & { kind: Kind };

export interface Timeline {
  head_seq: number;
  /** From the newest to the oldest. */
  sittings: Sitting[];
  hasMore: boolean;
}

/** Text is a string, an update bytes. */
export type Content = { title: string; body: object } | string | Uint8Array;

export interface Answers {
  timeline: Timeline;
  /** Null: the note has not had so many updates. */
  content: Content | null;
  /** `edit` is null where nothing is to be changed. Null: the note has not had so many updates. */
  restore: { edit: Uint8Array | null } | null;
}

export async function answer(lives: Lives, question: Question): Promise<Answers[Question['kind']]> {
  if (question.kind === 'timeline') return timelineOf(await lives.sittings(question.note_id), question);
  const life = await lives.get(question.note_id, question.seq);
  if (question.seq > life.to_seq || question.seq < life.from_seq) return null;
  const revision = documentAt(life, question.seq);
  if (question.kind === 'content') return contentOf(revision, question.format);
  return { edit: restoreEdit(revision, question.present) };
}

function timelineOf(sittings: Sitting[], { before, limit }: Asked<'timeline'>): Timeline {
  const found = sittings.filter(({ from_seq }) => before === null || from_seq < before);
  return {
    head_seq: sittings.at(-1)?.to_seq ?? 0,
    sittings: found.slice(-limit).reverse(),
    hasMore: found.length > limit,
  };
}

function contentOf(doc: Y.Doc, format: Format): Content {
  if (format === 'update') return withoutDeleted(doc);
  const body = doc.getXmlFragment(body_field);
  if (format === 'text') return toText(body);
  return { title: doc.getText(title_field).toString(), body: yXmlFragmentToProsemirrorJSON(body) };
}

/** Whoever looks at a revision is not sent what had been deleted by then. */
function withoutDeleted(doc: Y.Doc): Uint8Array {
  const collected = new Y.Doc();
  Y.applyUpdate(collected, Y.encodeStateAsUpdate(doc));
  return Y.encodeStateAsUpdate(collected);
}
