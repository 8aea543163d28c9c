-- Up Migration

-- Similar words by their trigrams. A trusted extension: the owner of a database may make it, where it is installed.
do $$
begin
  create extension if not exists pg_trgm;
exception when others then
  raise exception 'DATABASE_URL: search needs the Postgres extension pg_trgm, which this database does not have: %. Install the package postgresql-contrib, or let an administrator run: create extension pg_trgm', sqlerrm;
end $$;

-- What search knows of a note, derived from its document and its row (server/src/search/SPEC.md).
create table note_texts (
  note_id uuid primary key references notes (id) on delete cascade,
  -- The note's, again: so that the newest notes of a workspace are found in their order without a look at the others.
  workspace_id uuid not null,
  -- Of the document, it was derived from: what was derived from an older state gives way.
  seq bigint not null,
  -- When the note was last changed, as far as `seq`.
  changed_at timestamptz not null,
  -- As it is shown in results; the beginning, where it is long.
  body text not null,
  -- Words of the title, to find titles among many texts; and what filters ask for, as below.
  title_words tsvector not null,
  -- Words of title (weight A), text (B) and tags (C), and what filters ask for: `#tag`, `@person`.
  words tsvector not null,
  -- Who wrote in it.
  author_ids uuid[] not null
);
create index note_texts_newest on note_texts (workspace_id, changed_at desc);
-- A small list of what is pending: every search reads it.
create index note_texts_title_words on note_texts using gin (title_words) with (gin_pending_list_limit = 256);
create index note_texts_words on note_texts using gin (words) with (gin_pending_list_limit = 1024);
-- Read for every candidate of a search: decompression would be most of it.
alter table note_texts alter column words set storage external;

-- Words that are in notes, for those who mistype. Nothing says in which: a search with them sees what any search does.
create table search_words (
  word text primary key,
  -- When it was last found to be in a note.
  seen_at timestamptz not null default now()
);
create index search_words_trigrams on search_words using gin (word gin_trgm_ops);
create index search_words_seen on search_words (seen_at);

-- Notes to derive again: a row with every commit that changes one, in its transaction. Without a key but its own, so that
-- no commit ever waits for another, nor for who works the queue off.
create table search_queue (
  id bigint generated always as identity primary key,
  note_id uuid not null,
  queued_at timestamptz not null default now(),
  -- Something of the note was purged: words that are in no note any more are to go.
  forgets boolean not null default false
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- What is derived from the note's row follows it in the same way.
create function queue_note_for_search() returns trigger language plpgsql as $$
begin
  insert into search_queue (note_id) values (new.id);
  return null;
end $$;
create trigger queue_note_for_search after update of tags, workspace_id, created_by on notes for each row
  when (old.tags is distinct from new.tags or old.workspace_id is distinct from new.workspace_id
    or old.created_by is distinct from new.created_by)
  execute function queue_note_for_search();

create function queue_purged_note_for_search() returns trigger language plpgsql as $$
begin
  insert into search_queue (note_id, forgets) values (new.note_id, true);
  return null;
end $$;
create trigger queue_purged_note_for_search after update of purges on documents for each row
  when (old.purges is distinct from new.purges) execute function queue_purged_note_for_search();

-- What there is already.
insert into search_queue (note_id) select note_id from documents;
