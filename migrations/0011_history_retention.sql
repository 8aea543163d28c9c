-- Up Migration

-- How long a workspace keeps the history of its notes (server/src/history/retention.ts).
alter table workspaces
  -- keep: all of it. thin: of a sitting that is older, what it came to. purge: nothing that is older.
  add column history_policy text not null default 'keep' check (history_policy in ('keep', 'thin', 'purge')),
  -- Older than so many whole days, in UTC.
  add column history_days int not null default 90 check (history_days > 0),
  -- From people with a role in one note who are not in the workspace.
  add column history_hidden_from_guests boolean not null default false;

-- How often something was taken out of the note's history: whoever has some of it in memory reads it anew then.
alter table documents add column purges int not null default 0;

-- After a purge up to the newest update there is nothing between the two.
alter table document_archives drop constraint document_archives_check;
alter table document_archives add constraint document_archives_check check (seq >= from_seq);

-- Who did what that cannot be undone, or that concerns everybody in a workspace. Rows are only added.
create table audit_entries (
  id uuid primary key default uuidv7(),
  -- No foreign keys: what was done stays on record when what it was done to, or who did it, is gone.
  workspace_id uuid,
  -- Null: the server.
  person_id uuid,
  -- <what>:<done to it>, e.g. history:purge.
  action text not null,
  -- Ids of what it was done to, and what else should be known of it.
  details jsonb not null default '{}',
  at timestamptz not null default now()
);
create index on audit_entries (workspace_id, id);
