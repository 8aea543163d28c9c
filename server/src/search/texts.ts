/** What is in the tables of search: the queue of notes to derive, and what was derived. */
import { type Db, type Tx, transaction } from '../platform/db.ts';
import type { Mention } from './derive.ts';

/** A note of the queue, that nobody else works on until the transaction ends. */
export interface DueNote {
  note_id: string;
  queue_ids: number[];
  /** It may have had words that are in no note any more. */
  forgets: boolean;
  /** Also in an older text (H5). */
  purged: boolean;
}

/** What is not in the document. */
export interface NoteFacts {
  note_id: string;
  workspace_id: string;
  tags: string[];
  changed_at: Date;
  /** Who made it and who wrote in it, as far as the log and the history know. */
  author_ids: string[];
}

export interface NoteText {
  note_id: string;
  workspace_id: string;
  seq: number;
  changed_at: Date;
  body: string;
  /** One a line. */
  comments: string;
  title_words: string;
  words: string;
  author_ids: string[];
  mentions: readonly Mention[];
}

/**
 * The notes that wait longest. A lock of the note and not of its rows: of several rows of one note, two instances would
 * take some each, and the slower one would write what is older.
 * @param resting not these
 */
export async function takeDueNotes(tx: Tx, count: number, resting: readonly string[]): Promise<DueNote[]> {
  const { rows } = await tx.query<DueNote>(
    `with oldest as (
       select distinct note_id from (
         select note_id from search_queue where note_id <> all($2::uuid[]) order by id limit $1
       ) as rows
     ), mine as materialized (
       select note_id from oldest where pg_try_advisory_xact_lock(hashtextextended('search ' || note_id, 0))
     )
     select note_id, array_agg(id::float8) as queue_ids, bool_or(forgets) as forgets,
       bool_or(purged) as purged
     from search_queue join mine using (note_id) group by note_id`,
    [count, resting],
  );
  return rows;
}

/** Whoever is not in the answer is gone. */
export async function readFacts(tx: Tx, note_ids: readonly string[]): Promise<NoteFacts[]> {
  // Log and segments are read from where the last derivation ended: what was before that is in its row.
  const { rows } = await tx.query<NoteFacts>(
    `select n.id as note_id, n.workspace_id, n.tags, greatest(n.updated_at, d.changed_at) as changed_at,
       array(
         select n.created_by where n.created_by is not null
         union select unnest(t.author_ids)
         union select l.author_id from document_log l
           where l.note_id = n.id and l.last_seq > coalesce(t.seq, 0) and l.author_id is not null
         union select a.id::uuid from document_segments s, jsonb_array_elements(s.sittings) as sitting,
           jsonb_array_elements_text(sitting -> 'author_ids') as a (id)
           where s.note_id = n.id and s.last_seq > coalesce(t.seq, 0)
       ) as author_ids
     from notes n left join documents d on d.note_id = n.id left join note_texts t on t.note_id = n.id
     where n.id = any($1)`,
    [note_ids],
  );
  return rows;
}

/** Longer than that, what is said about a note is found by its beginning (S6). */
const comments_length_max = 200_000;

/** What is said about a note, the oldest first, by whom and to whom. */
export async function readComments(
  tx: Tx,
  note_id: string,
): Promise<{ texts: string[]; person_ids: string[] }> {
  const { rows } = await tx.query<{ text: string; person_ids: string[] }>(
    `select text, array_remove(array_prepend(author_id::text,
         array(select mention ->> 'id' from jsonb_array_elements(mentions) as mention)), null) as person_ids
     from (
       select *, sum(length(text)) over (order by created_seq) as length_so_far from comments
       where note_id = $1 and not is_deleted
     ) as c where length_so_far <= ${comments_length_max} order by created_seq`,
    [note_id],
  );
  return { texts: rows.map(({ text }) => text), person_ids: rows.flatMap(({ person_ids }) => person_ids) };
}

/** In the order of the ids: two that write the same notes wait for each other, and not each for the other. */
export async function saveTexts(tx: Tx, texts: readonly NoteText[]): Promise<void> {
  const sorted = texts.toSorted((a, b) => (a.note_id < b.note_id ? -1 : 1));
  for (const text of sorted) {
    await tx.query({
      name: 'save-note-text',
      text: `insert into note_texts
          (note_id, workspace_id, seq, changed_at, body, title_words, words, author_ids, comments, mentions)
        select n.id, $2, $3, $4, $5, $6::tsvector, $7::tsvector, $8, $9, $10 from notes n where n.id = $1
        on conflict (note_id) do update set workspace_id = excluded.workspace_id, seq = excluded.seq,
          changed_at = excluded.changed_at, body = excluded.body, title_words = excluded.title_words,
          words = excluded.words, author_ids = excluded.author_ids, comments = excluded.comments,
          mentions = excluded.mentions
        where note_texts.seq <= excluded.seq`,
      values: [
        text.note_id,
        text.workspace_id,
        text.seq,
        text.changed_at,
        text.body,
        text.title_words,
        text.words,
        text.author_ids,
        text.comments,
        JSON.stringify(text.mentions),
      ],
    });
  }
}

export async function forgetDue(tx: Tx, notes: readonly DueNote[]): Promise<void> {
  await tx.query('delete from search_queue where id = any($1)', [
    notes.flatMap(({ queue_ids }) => queue_ids),
  ]);
}

export async function addVocabulary(db: Db | Tx, words: readonly string[]): Promise<void> {
  await db.query(
    'insert into search_words (word) select unnest($1::text[]) as word order by 1 on conflict do nothing',
    [words],
  );
}

/**
 * Words that notes which forget had until now are to be looked at again, soon. Before their texts are saved.
 * @returns whether there are any
 */
export async function doubtWords(tx: Tx, notes: readonly DueNote[]): Promise<boolean> {
  const forgetting = notes.filter(({ forgets }) => forgets);
  if (forgetting.length === 0) return false;
  if (forgetting.some(({ purged }) => purged)) {
    await tx.query(`update search_words set seen_at = '-infinity' where seen_at > '-infinity'`);
    return true;
  }
  await tx.query(
    `with gone as (
       select unnest(words) as word from search_queue where id = any($1)
       union select unnest(tsvector_to_array(words)) from note_texts where note_id = any($2)
     ), locked as (
       select word from search_words join gone using (word) order by word for update of search_words
     )
     update search_words set seen_at = '-infinity' from locked where search_words.word = locked.word`,
    [forgetting.flatMap(({ queue_ids }) => queue_ids), forgetting.map(({ note_id }) => note_id)],
  );
  return true;
}

/** Whether there are words that are to be looked at soon. */
export async function hasDoubts(db: Db | Tx): Promise<boolean> {
  const { rows } = await db.query<{ is_so: boolean }>(
    `select exists (select 1 from search_words where seen_at = '-infinity') as is_so`,
  );
  return rows[0]?.is_so ?? false;
}

/** @returns for how long the note that waits longest has waited, in seconds; null when none does */
export async function findLag(db: Db): Promise<number | null> {
  const { rows } = await db.query<{ lag: number }>(
    'select extract(epoch from clock_timestamp() - queued_at)::float8 as lag from search_queue order by id limit 1',
  );
  return rows[0] ? Math.max(0, rows[0].lag) : null;
}

/**
 * Of the words that were not looked at for a day, the oldest: those that are in no note any more go. Most of those that
 * are, are in some of the first notes that come; for the others the index is asked. Left to choose, Postgres reads
 * note after note for each of them until there is one.
 */
export async function forgetWords(db: Db, count: number): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.query('set local enable_seqscan = off');
    await tx.query(
      `with old as materialized (
         select word from search_words where seen_at < now() - interval '1 day' order by seen_at limit $1
       ), common as materialized (
         select distinct word from (select words from note_texts order by note_id limit 200) as texts,
           unnest(tsvector_to_array(texts.words)) as word
       ), looked_at as (
         select word, word in (select word from common)
           or exists (select 1 from note_texts where words @@ quote_literal(word)::tsquery) as is_used
         from old
       ), gone as (
         delete from search_words s using looked_at as l where s.word = l.word and not l.is_used
       )
       update search_words s set seen_at = now() from looked_at as l where s.word = l.word and l.is_used`,
      [count],
    );
  });
}
