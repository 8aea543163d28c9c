-- Up Migration

-- All that was ever written in a note between two updates, with what was deleted. With the segments, which say what each
-- update added and deleted, it is every state that the note had in between. One that has become large is left as it is,
-- and the next begins with the base (server/src/documents/archive.ts).
create table document_archives (
  note_id uuid not null references documents (note_id) on delete cascade,
  from_seq bigint not null,
  seq bigint not null check (seq > from_seq),
  -- Which edits there were after `from_seq`, and which of them were deleted: a Yjs snapshot; null where there were none.
  begins bytea,
  -- A Yjs v2 update of a document without garbage collection, compressed with zstd.
  state bytea not null,
  -- Before compression.
  state_bytes int not null,
  primary key (note_id, from_seq)
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
