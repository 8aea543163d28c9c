-- Up Migration

-- What somebody is told of: written in the transaction of what happened (server/src/notes/notify.ts).
create table notifications (
  id bigint generated always as identity primary key,
  person_id uuid not null references people (id) on delete cascade,
  kind text not null check (kind in ('mention', 'reply', 'comment', 'share', 'change')),
  note_id uuid not null references notes (id) on delete cascade,
  -- Who did it; null: their account is gone.
  by_id uuid references people (id) on delete set null,
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  read_at timestamptz,
  -- When a digest told it, or was found to have nothing to tell of it.
  mailed_at timestamptz
);
create index notifications_newest on notifications (person_id, id desc);
create index notifications_unread on notifications (person_id) where read_at is null;
create index notifications_unmailed on notifications (id) where mailed_at is null;
create index notifications_note on notifications (note_id);
