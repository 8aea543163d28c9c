-- Up Migration

-- All that was ever written in a note, up to `seq`: its state with what was deleted still in it. With the segments,
-- which say what each update added and deleted, it is every state that the note ever had (server/src/documents/archive.ts).
create table document_archives (
  note_id uuid primary key references documents (note_id) on delete cascade,
  seq bigint not null,
  -- A Yjs v2 update of a document without garbage collection, compressed with zstd.
  state bytea not null,
  -- Before compression.
  state_bytes int not null
);
alter table document_archives alter column state set storage external;

-- Segments made before held the updates themselves; the next compaction of their note makes them anew.
alter table document_segments rename column rows to raw_rows;
alter table document_segments alter column raw_rows drop not null;
alter table document_segments
  -- What each update did, compressed with zstd (server/src/documents/segment.ts).
  add column effects bytea,
  -- Who wrote when in them, for timelines (server/src/documents/sittings.ts).
  add column sittings jsonb,
  add check (num_nonnulls(raw_rows, effects) = 1);
alter table document_segments alter column effects set storage external;
