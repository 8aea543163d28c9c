-- Up Migration

-- One row a note: the counter that gives each update its seq, taken inside the transaction that logs it, so that
-- a reader who has seen seq k has everything up to k (an identity sequence commits out of order).
create table documents (
  note_id uuid primary key references notes (id) on delete cascade,
  head_seq bigint not null
) with (fillfactor = 80);

-- Append-only: every acknowledged Yjs update, in the order of its note's seq. A row holds the consecutive updates
-- of one author in one commit, framed, never merged (server/src/documents/frames.ts).
create table document_log (
  note_id uuid not null references documents (note_id) on delete cascade,
  first_seq bigint not null,
  last_seq bigint not null check (last_seq >= first_seq),
  author_id uuid,
  received_at timestamptz not null,
  committed_at timestamptz not null default now(),
  frames bytea not null,
  primary key (note_id, first_seq)
);
