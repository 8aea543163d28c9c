/**
 * Takes the notes that wait longest, derives their texts and writes them: one transaction, in the worker thread of
 * `indexing.ts`. A process that dies in the middle leaves the queue as it was.
 *
 * Documents that were derived lately stay in memory: somebody who types is followed by reading what came since.
 */
import * as Y from 'yjs';
import { loadDocument } from '../documents/load.ts';
import { type Db, isDatabaseUnavailable, type Tx, transaction } from '../platform/db.ts';
import { derive } from './derive.ts';
import { noteWords } from './note-words.ts';
import {
  changeVocabulary,
  forgetDue,
  forgetWords,
  holdWords,
  type NoteFacts,
  type NoteText,
  readComments,
  readFacts,
  saveTexts,
  takeDueNotes,
} from './texts.ts';

export interface Batch {
  notes: number;
  /** There may be more. */
  isFull: boolean;
  /** Those that could not be derived: they are when they are changed again. */
  failed: { note_id: string; error: string }[];
}

const notes_max = 200;
/** Of the thread's time that one note may take, while it is typed in: a huge one is derived less often. */
const share_max = 0.2;
const documents_max = 50;
const document_length_max = 300_000;
/** Looked for after every batch. A common one takes some milliseconds, others a tenth of one. */
const doubted_words_max = 100;

interface Kept {
  doc: Y.Doc;
  seq: number;
}

export class Indexer {
  readonly #db: Db;
  /** The one that was used last is the last. */
  readonly #kept = new Map<string, Kept>();
  /** Until when a note waits, as `performance.now()` tells the time. */
  readonly #resting = new Map<string, number>();

  constructor(db: Db) {
    this.#db = db;
  }

  async index(): Promise<Batch> {
    const now = performance.now();
    for (const [note_id, until] of this.#resting) if (until <= now) this.#resting.delete(note_id);
    const vocabulary = new Set<string>();
    const batch = await transaction(this.#db, async (tx) => {
      const due = await takeDueNotes(tx, notes_max, [...this.#resting.keys()]);
      const failed: Batch['failed'] = [];
      const texts: NoteText[] = [];
      for (const facts of await readFacts(
        tx,
        due.map(({ note_id }) => note_id),
      )) {
        try {
          texts.push(await this.#derive(tx, facts, vocabulary));
        } catch (error) {
          if (isDatabaseUnavailable(error) || isOfDatabase(error)) throw error;
          this.#kept.delete(facts.note_id);
          failed.push({ note_id: facts.note_id, error: String(error) });
        }
      }
      await holdWords(tx);
      await changeVocabulary(tx, await saveTexts(tx, texts), vocabulary);
      await forgetDue(tx, due);
      return { notes: texts.length, isFull: due.length >= notes_max, failed };
    });
    await forgetWords(this.#db, doubted_words_max);
    return batch;
  }

  async #derive(tx: Tx, facts: NoteFacts, vocabulary: Set<string>): Promise<NoteText> {
    const begin = performance.now();
    const { doc, seq } = await this.#load(tx, facts.note_id);
    const { title, body, mentions } = derive(doc);
    const comments = await readComments(tx, facts.note_id);
    const mentioned_ids = mentions.map(({ person_id }) => person_id);
    const person_ids = new Set([...facts.author_ids, ...mentioned_ids, ...comments.person_ids]);
    const {
      title_words,
      words,
      vocabulary: found,
    } = noteWords({ title, body, tags: facts.tags, comments: comments.texts, person_ids });
    for (const word of found) vocabulary.add(word);
    this.#keep(facts.note_id, doc, seq, body.length);
    const cost_ms = performance.now() - begin;
    if (cost_ms > 50) this.#resting.set(facts.note_id, performance.now() + cost_ms / share_max);
    const { note_id, workspace_id, changed_at, author_ids } = facts;
    const said = comments.texts.join('\n');
    return {
      note_id,
      workspace_id,
      seq,
      changed_at,
      body,
      comments: said,
      title_words,
      words,
      author_ids,
      mentions,
    };
  }

  async #load(tx: Tx, note_id: string): Promise<{ doc: Y.Doc; seq: number }> {
    const kept = this.#kept.get(note_id);
    const doc = kept?.doc ?? new Y.Doc();
    const { seq } = await loadDocument({ db: tx }, note_id, doc, kept?.seq ?? 0);
    return { doc, seq };
  }

  #keep(note_id: string, doc: Y.Doc, seq: number, length: number): void {
    this.#kept.delete(note_id);
    if (length <= document_length_max) this.#kept.set(note_id, { doc, seq });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= documents_max) break;
      this.#kept.delete(oldest);
    }
  }
}

/** After it, nothing more is possible in the transaction. */
function isOfDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'severity' in error;
}
