/** What is in the tables of search: the queue of notes to derive, and what was derived. */
import { type Db, type Tx, transaction } from '../platform/db.ts';
import type { Mention } from './derive.ts';

/** A note of the queue, that nobody else works on until the transaction ends. */
export interface DueNote {
  note_id: string;
  queue_ids: number[];
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
     select note_id, array_agg(id::float8) as queue_ids
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

/** Words that a text has now and had not, and the other way round. */
export interface ChangedWords {
  note_id: string;
  added: string[];
  gone: string[];
}

/**
 * In the order of the ids: two that write the same notes wait for each other, and not each for the other.
 * @returns of those that were written: a note may be gone, or known from a newer state
 */
export async function saveTexts(tx: Tx, texts: readonly NoteText[]): Promise<ChangedWords[]> {
  const changed: ChangedWords[] = [];
  const sorted = texts.toSorted((a, b) => (a.note_id < b.note_id ? -1 : 1));
  for (const text of sorted) {
    const { rows } = await tx.query<ChangedWords>({
      name: 'save-note-text',
      text: `with before as (select unnest(tsvector_to_array(words)) as word from note_texts where note_id = $1),
          now as (select unnest(tsvector_to_array($7::tsvector)) as word),
          saved as (
            insert into note_texts
              (note_id, workspace_id, seq, changed_at, body, title_words, words, author_ids, comments, mentions)
            select n.id, $2, $3, $4, $5, $6::tsvector, $7::tsvector, $8, $9, $10 from notes n where n.id = $1
            on conflict (note_id) do update set workspace_id = excluded.workspace_id, seq = excluded.seq,
              changed_at = excluded.changed_at, body = excluded.body, title_words = excluded.title_words,
              words = excluded.words, author_ids = excluded.author_ids, comments = excluded.comments,
              mentions = excluded.mentions
            where note_texts.seq <= excluded.seq
            returning note_id
          )
        select note_id, array(select word from now except select word from before) as added,
          array(select word from before except select word from now) as gone
        from saved`,
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
    changed.push(...rows);
  }
  return changed;
}

export async function forgetDue(tx: Tx, notes: readonly DueNote[]): Promise<void> {
  await tx.query('delete from search_queue where id = any($1)', [
    notes.flatMap(({ queue_ids }) => queue_ids),
  ]);
}

/**
 * While it is held, words that are looked for and texts that are written do not meet: a word would go that a text, which
 * is not committed yet, has. Whoever writes texts shares it; whoever looks for words does not, and never waits for it.
 */
const words_lock = `hashtextextended('search words', 0)`;

/** Before the first text of a transaction. */
export async function holdWords(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared(${words_lock})`);
}

/** @param vocabulary what somebody may mistype; other words are not kept */
export async function changeVocabulary(
  tx: Tx,
  changed: readonly ChangedWords[],
  vocabulary: ReadonlySet<string>,
): Promise<void> {
  const added = new Map<string, string>();
  const gone: { note_id: string; word: string }[] = [];
  for (const { note_id, ...words } of changed) {
    for (const word of words.added) if (vocabulary.has(word)) added.set(word, note_id);
    for (const word of words.gone) gone.push({ note_id, word });
  }
  // Sorted: two that learn the same words wait for each other, and not each for the other.
  await tx.query({
    name: 'change-vocabulary',
    text: `with added as (
        insert into search_words (word, note_id)
        select * from unnest($1::text[], $2::uuid[]) as a (word, note_id) order by 1 on conflict do nothing
      )
      insert into search_doubts (word)
      select word from unnest($3::text[], $4::uuid[]) as gone (word, note_id) join search_words using (word, note_id)`,
    values: [
      [...added.keys()],
      [...added.values()],
      gone.map(({ word }) => word),
      gone.map(({ note_id }) => note_id),
    ],
  });
}

/** Whether there are words that may be in no note any more. */
export async function hasDoubts(db: Db | Tx): Promise<boolean> {
  const { rows } = await db.query<{ is_so: boolean }>(`select exists (select 1 from search_doubts) as is_so`);
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
 * Of the words that may be in no note any more, the first: for each, another note is looked for that has it, by the index;
 * if there is none, it goes. A note that is being deleted right now is not taken: it would not be told.
 */
export async function forgetWords(db: Db, count: number): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows } = await tx.query<{ is_mine: boolean }>(
      `select pg_try_advisory_xact_lock(${words_lock}) as is_mine`,
    );
    if (!rows[0]?.is_mine) return;
    // Left to choose, Postgres reads note after note until one has the word.
    await tx.query('set local enable_seqscan = off; set local enable_indexscan = off');
    await tx.query(
      `with doubts as (
         delete from search_doubts where id in (select id from search_doubts order by id limit $1) returning word
       ), found as materialized (
         select word, (
           select note_id from note_texts where words @@ quote_literal(word)::tsquery
           limit 1 for key share skip locked
         ) as note_id
         from (select distinct word from doubts) as doubted
       ), gone as (
         delete from search_words s using found where s.word = found.word and found.note_id is null
       )
       update search_words s set note_id = found.note_id from found
       where s.word = found.word and found.note_id is not null`,
      [count],
    );
  });
}
