/**
 * A hundred thousand notes of real text, the same in every run: sentences of the editing traces' texts and of two novels,
 * shuffled. Written to the database as the server would have written them, without opening a note: what search reads, and
 * the rows around it. A note's document is not made: nobody opens these.
 */
import type pg from 'pg';
import { noteWords } from '../server/src/search/note-words.ts';
import { readTrace } from './editing-traces.ts';

export interface CorpusSize {
  /** In the one large workspace. */
  notes: number;
  /** Each with `small_notes` notes and one person. */
  small_workspaces: number;
  small_notes: number;
  /** Each note of the large workspace but the first lies below another one, fifty below each. Default: none does. */
  isTree?: boolean;
}

interface Target extends CorpusSize {
  db: pg.Pool;
  workspace_id: string;
  /** Who wrote the notes of the large workspace. */
  author_ids: readonly string[];
  say(line: string): void;
}

export const tags = [
  'work',
  'home',
  'to do',
  'research',
  'meeting',
  'draft',
  'idea',
  'travel',
  'reading',
  'later',
];
const batch = 500;
const days = 730;

/** Beginnings of novels that belong to everybody: Sōseki's cat, and Kafka's Samsa. */
const japanese = `吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。
吾輩はここで始めて人間というものを見た。しかもあとで聞くとそれは書生という人間中で一番獰悪な種族であったそうだ。
この書生というのは時々我々を捕えて煮て食うという話である。しかしその当時は何という考もなかったから別段恐しいとも思わなかった。`;
const german = `Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett zu einem ungeheueren Ungeziefer verwandelt.
Er lag auf seinem panzerartig harten Rücken und sah, wenn er den Kopf ein wenig hob, seinen gewölbten, braunen Bauch.
Seine vielen, im Vergleich zu seinem sonstigen Umfang kläglich dünnen Beine flimmerten ihm hilflos vor den Augen.`;

/** Deterministic: mulberry32. @returns numbers from 0 up to but not with 1 */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function readSentences(): string[] {
  const texts = [readTrace('automerge-paper'), readTrace('sveltecomponent')].map((trace) => trace.endContent);
  return [...texts, german]
    .flatMap((text) => text.split(/(?<=[.!?;}])\s+|\n+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 20 && sentence.length < 600);
}

export async function writeCorpus(target: Target): Promise<void> {
  const { db, notes, small_workspaces, small_notes, say } = target;
  await writeSmallWorkspaces(db, small_workspaces);
  const random = makeRandom(1);
  const sentences = readSentences();
  const total = notes + small_workspaces * small_notes;
  for (let from = 0; from < total; from += batch) {
    const rows = Array.from({ length: Math.min(batch, total - from) }, (_, i) =>
      makeNote(from + i, target, sentences, random),
    );
    await writeNotes(db, rows);
    if (from % 20_000 === 0) say(`${from} notes of ${total}`);
  }
  await db.query('vacuum (analyze)');
}

interface NoteRow {
  note_id: string;
  workspace_id: string;
  title: string;
  body: string;
  tags: string[];
  author_id: string | null;
  parent_id: string | null;
  changed_at: Date;
}

function makeNote(n: number, target: Target, sentences: readonly string[], random: () => number): NoteRow {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const isLarge = n < target.notes;
  const lines = Array.from({ length: 4 + Math.floor(random() * 20) }, () => pick(sentences));
  if (random() < 0.05) lines.push(pick(japanese.split('\n')));
  // What is in one note only: numbers of invoices, names of things.
  lines.push(`Reference ${referenceOf(n)}`);
  const words = pick(sentences).split(/\s+/);
  const at = Math.floor(random() * Math.max(1, words.length - 5));
  return {
    note_id: uuid('a', n),
    workspace_id: isLarge ? target.workspace_id : uuid('b', (n - target.notes) % target.small_workspaces),
    title: words.slice(at, at + 5).join(' '),
    body: lines.join('\n'),
    tags: tags.filter(() => random() < 0.1),
    author_id: isLarge ? pick(target.author_ids) : null,
    // Of a batch before, whose rows the one below is derived from.
    parent_id: target.isTree && isLarge && n >= batch ? uuid('a', Math.floor(n / 50)) : null,
    changed_at: new Date(Date.UTC(2026, 0, 1) - Math.floor(random() * days * 86_400_000)),
  };
}

/** What only the note `n` has in it. */
export function referenceOf(n: number): string {
  return `Q${(n * 7_919 + 1_000_003).toString(36)}`;
}

async function writeSmallWorkspaces(db: pg.Pool, count: number): Promise<void> {
  const ids = (kind: string) => Array.from({ length: count }, (_, n) => uuid(kind, n));
  const values = [ids('b'), ids('c')];
  await db.query(
    `insert into people (id, name, email) select id, 'Person ' || n, 'person.' || n || '@example.org'
     from unnest($1::uuid[]) with ordinality as t (id, n)`,
    [values[1]],
  );
  await db.query(`insert into workspaces (id, name) select unnest($1::uuid[]), 'Small'`, [values[0]]);
  await db.query(
    `insert into workspace_members (workspace_id, person_id, role) select w, p, 'owner' from unnest($1::uuid[], $2::uuid[]) as t (w, p)`,
    values,
  );
}

async function writeNotes(db: pg.Pool, rows: readonly NoteRow[]): Promise<void> {
  const indexed = rows.map((row) => {
    const person_ids = row.author_id ? [row.author_id] : [];
    return { ...row, author_ids: person_ids, ...noteWords({ ...row, comments: [], person_ids }) };
  });
  const vocabulary = new Map(
    indexed.flatMap((row) => row.vocabulary.map((word): [string, string] => [word, row.note_id])),
  );
  const json = JSON.stringify(indexed.map(({ vocabulary: _, ...row }) => row));
  await db.query(
    `with rows as (
       select * from json_to_recordset($1) as t (note_id uuid, workspace_id uuid, title text, body text, tags json,
         author_id uuid, parent_id uuid, changed_at timestamptz, author_ids json, title_words text, words text)
     ), made as (
       insert into notes (id, workspace_id, title, rank, created_at, updated_at, created_by, parent_id, tags)
       select note_id, workspace_id, title, '0|' || substr(md5(note_id::text), 1, 6) || ':', changed_at, changed_at,
         author_id, parent_id, array(select json_array_elements_text(tags)) from rows
     ), documented as (
       insert into documents (note_id, head_seq, changed_at) select note_id, 1, changed_at from rows
     )
     insert into note_texts (note_id, workspace_id, seq, changed_at, body, title_words, words, author_ids)
     select note_id, workspace_id, 1, changed_at, body, title_words::tsvector, words::tsvector,
       array(select json_array_elements_text(author_ids)::uuid) from rows`,
    [json],
  );
  await db.query(
    'insert into search_words (word, note_id) select * from unnest($1::text[], $2::uuid[]) on conflict do nothing',
    [[...vocabulary.keys()], [...vocabulary.values()]],
  );
}

/** Of the note `n` of the corpus. */
export function corpusId(n: number): string {
  return uuid('a', n);
}

function uuid(kind: 'a' | 'b' | 'c' | string, n: number): string {
  return `${kind.repeat(8)}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Makes it one of so many people: those who signed up, and colleagues who never do. @returns their ids */
export async function fillWorkspace(
  db: pg.Pool,
  workspace_id: string,
  signedUp: readonly { id: string }[],
  people: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `insert into people (id, name, email)
     select gen_random_uuid(), 'Colleague ' || n, 'colleague.' || n || '@example.org' from generate_series(1, $1) as n
     returning id`,
    [people - signedUp.length],
  );
  const ids = [...rows.map(({ id }) => id), ...signedUp.map(({ id }) => id)];
  await db.query(
    `insert into workspace_members (workspace_id, person_id, role) select $1, unnest($2::uuid[]), 'editor'
     on conflict do nothing`,
    [workspace_id, ids],
  );
  return ids;
}
