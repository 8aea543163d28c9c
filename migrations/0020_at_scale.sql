-- Up Migration

-- What follows a note among its siblings, without looking at all notes of a large workspace.
create index notes_siblings on notes (workspace_id, parent_id, rank);

-- Of each word a note that has it: only when that one has it no more, another is looked for. Null: before this was kept.
alter table search_words
  add column note_id uuid,
  drop column seen_at;
create index search_words_of_note on search_words (note_id);
-- Words whose note has them no more, and that may be in none. Without a key but its own, as `search_queue`.
create table search_doubts (
  id bigint generated always as identity primary key,
  word text not null
);
insert into search_doubts (word) select word from search_words;

drop trigger queue_purged_note_for_search on documents;
drop function queue_purged_note_for_search;
create or replace function queue_comment_for_search() returns trigger language plpgsql as $$
begin
  insert into search_queue (note_id) values (new.note_id);
  return null;
end $$;
alter table search_queue drop column forgets;

drop trigger queue_deleted_note_for_search on notes;
drop function queue_deleted_note_for_search;
create function doubt_words_of_deleted_texts() returns trigger language plpgsql as $$
begin
  insert into search_doubts (word) select word from gone join search_words using (note_id);
  return null;
end $$;
create trigger doubt_words_of_deleted_texts after delete on note_texts
  referencing old table as gone for each statement execute function doubt_words_of_deleted_texts();
