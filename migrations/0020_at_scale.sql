-- Up Migration

-- What follows a note among its siblings, without looking at all notes of a large workspace.
create index notes_siblings on notes (workspace_id, parent_id, rank);

-- With a comment or a note, words go that only it may have had: those are looked for, and not all there are. After a purge
-- all are, because an older text may have had them.
alter table search_queue
  add column purged boolean not null default false,
  -- Of a note that is gone.
  add column words text[];

create or replace function queue_purged_note_for_search() returns trigger language plpgsql as $$
begin
  insert into search_queue (note_id, forgets, purged) values (new.note_id, true, true);
  return null;
end $$;

drop trigger queue_deleted_note_for_search on notes;
create or replace function queue_deleted_note_for_search() returns trigger language plpgsql as $$
begin
  insert into search_queue (note_id, forgets, words) select note_id, true, tsvector_to_array(words) from gone;
  return null;
end $$;
create trigger queue_deleted_note_for_search after delete on note_texts
  referencing old table as gone for each statement execute function queue_deleted_note_for_search();
