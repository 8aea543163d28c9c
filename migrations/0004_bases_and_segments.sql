-- Up Migration

-- The note's state at `seq`, so that opening it reads this and the log behind it. Made by compaction, off the event
-- loop; anything up to `seq` is in it (server/src/documents/compact.ts).
create table document_bases (
  note_id uuid primary key references documents (note_id) on delete cascade,
  seq bigint not null,
  -- A Yjs v1 update, compressed with zstd. (v2 is a third smaller, and takes a cold server twice as long to parse.)
  state bytea not null,
  -- Before compression: what the note weighs.
  state_bytes int not null
);
alter table document_bases alter column state set storage external;

-- Where compaction puts the log that a base has made superfluous for opening: history needs every update.
create table document_segments (
  note_id uuid not null references documents (note_id) on delete cascade,
  first_seq bigint not null,
  last_seq bigint not null check (last_seq >= first_seq),
  -- The rows of the log, compressed with zstd (server/src/documents/segment.ts).
  rows bytea not null,
  primary key (note_id, first_seq)
);
alter table document_segments alter column rows set storage external;

alter table document_log
  -- The Yjs client of the first edit in the row; null for a row that only deletes.
  add column client_id bigint,
  -- Drawn for each commit: after a connection was lost in the middle of one, tells whether it had happened.
  add column commit_id bigint;

-- The log's foreign key was checked for every row, a quarter of what a commit cost Postgres. Rows come with their
-- `documents` row, in one statement, and go with it by this.
alter table document_log drop constraint document_log_note_id_fkey;
create function delete_document_log() returns trigger language plpgsql as $$
begin
  delete from document_log where note_id = old.note_id;
  return old;
end $$;
create trigger delete_document_log before delete on documents for each row execute function delete_document_log();

-- The time of the newest commit. Here, because this row is written by every commit anyway.
alter table documents add column changed_at timestamptz not null default now();
