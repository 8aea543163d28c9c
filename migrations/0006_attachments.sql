-- Up Migration

-- Files in notes: what the API knows of them. The bytes are in the blob store (server/src/platform/blobs.ts).
create table attachments (
  note_id uuid not null references notes (id) on delete cascade,
  -- Chosen by the client, and only within the note: a copy in another note keeps its id, so that content can be
  -- copied as it is.
  id uuid not null,
  -- Drawn for each upload. Copies share it.
  blob_key uuid not null,
  name text not null,
  -- Found in the bytes, never taken from the client.
  media_type text not null,
  size_bytes bigint not null,
  created_by uuid references people (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (note_id, id)
);
create index attachments_blob on attachments (blob_key);

-- Blobs to delete at `due_at`, unless an attachment has them then. Every upload is noted here before its first byte and
-- struck out in the transaction that makes its row: whatever happens in between leaves nothing behind.
create table unclaimed_blobs (
  blob_key uuid primary key,
  due_at timestamptz not null
);
create index unclaimed_blobs_due on unclaimed_blobs (due_at);

-- By statement, so that a workspace with its ten thousand attachments goes at once.
create function note_unclaimed_blobs() returns trigger language plpgsql as $$
begin
  insert into unclaimed_blobs (blob_key, due_at) select distinct blob_key, now() from gone
  on conflict (blob_key) do update set due_at = least(unclaimed_blobs.due_at, excluded.due_at);
  return null;
end $$;
create trigger note_unclaimed_blobs after delete on attachments
  referencing old table as gone for each statement execute function note_unclaimed_blobs();
