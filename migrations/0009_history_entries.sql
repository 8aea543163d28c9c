-- Up Migration

-- What people should find in a note's timeline besides who wrote when: names they gave to versions, restores, titles.
create table history_entries (
  id uuid primary key default uuidv7(),
  note_id uuid not null references notes (id) on delete cascade,
  -- version: somebody named the revision `seq`. restore, revert: the update `seq` brought back what was. title: the note
  -- has that title since the update `seq`. copy: the note began as a copy.
  kind text not null check (kind in ('version', 'restore', 'revert', 'title', 'copy')),
  seq bigint not null,
  -- Null: the server, or an account that is gone.
  person_id uuid references people (id) on delete set null,
  at timestamptz not null default now(),
  -- The version's, or the title.
  name text,
  -- Why, in the words of who named it.
  comment text,
  -- restore: of which revision. revert: what was done since that one was taken back. copy: the revision of the other note.
  of_seq bigint,
  -- copy: of which note; it may be gone.
  of_note_id uuid,
  -- restore, revert: which letters of the update are copies of which deleted ones (server/src/history/carried.ts).
  carried bytea
);
create index on history_entries (note_id, seq);

-- When somebody was last in a note, to tell them what changed since. A visit ends half an hour after they left.
create table note_visits (
  note_id uuid not null references notes (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  -- When they were last seen in it.
  seen_at timestamptz not null,
  -- The end of the visit before this one, or before the last one where they are not in it; null: there was none.
  before_at timestamptz,
  primary key (note_id, person_id)
);
