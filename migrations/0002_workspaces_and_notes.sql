-- Up Migration

create table workspaces (
  id uuid primary key,
  name text not null,
  -- The person whose own workspace this is; null for a shared one. Unique: two first sign-ins make one.
  personal_of uuid unique references people (id) on delete cascade,
  created_at timestamptz not null default now()
);

create table workspace_members (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  role text not null check (role in ('owner')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, person_id)
);
create index workspace_members_person on workspace_members (person_id);

create table notes (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  parent_id uuid references notes (id) on delete set null,
  -- Derived from the document, in the transaction that logs the update. No index holds it or updated_at:
  -- they change with every commit, and the row must stay a heap-only update.
  title text not null default '',
  rank text collate "C" not null,
  created_at timestamptz not null default now(),
  created_by uuid references people (id) on delete set null,
  updated_at timestamptz not null default now(),
  trashed_at timestamptz
) with (fillfactor = 80);
create index notes_order on notes (workspace_id, rank, id);
create index notes_parent on notes (parent_id) where parent_id is not null;

-- People who are in one note without being in its workspace.
create table note_members (
  note_id uuid not null references notes (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  role text not null check (role in ('editor', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (note_id, person_id)
);
create index note_members_person on note_members (person_id);
