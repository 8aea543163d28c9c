-- Up Migration

alter table notes
  -- When it goes from the trash for good, by the server's clock: `trashed_at` is a person's, who may have been offline
  -- for longer than that. Of what lies there as itself; null elsewhere.
  add column deleted_after timestamptz,
  -- A template of its workspace: not among its notes, but what new ones are made of.
  add column is_template boolean not null default false,
  -- As `placed_at`.
  add column template_changed_at timestamptz;
update notes set deleted_after = now() + interval '30 days' where trashed_at is not null;
create index notes_deleted_after on notes (deleted_after, id) where deleted_after is not null;

-- Where there is something to do for who keeps ranks short (server/src/notes/rank-job.ts), which is nearly nowhere.
create index notes_long_ranks on notes (workspace_id) where length(rank) > 60;
create index favourites_long_ranks on favourites (person_id) where length(rank) > 60;

-- What goes for good leaves the words of search, too.
create function queue_deleted_note_for_search() returns trigger language plpgsql as $$
begin
  insert into search_queue (note_id, forgets) select id, true from gone;
  return null;
end $$;
create trigger queue_deleted_note_for_search after delete on notes
  referencing old table as gone for each statement execute function queue_deleted_note_for_search();

-- Names of the list that text has its colours from. A tag that is not here has none.
create table tag_colors (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- As tags are compared: `tagKey` of shared/src/api/notes.ts.
  tag_key text not null,
  color text not null,
  primary key (workspace_id, tag_key)
);

-- Tags that were renamed or taken away in a whole workspace. Tags that somebody gave before that, offline, and that come
-- later, are renamed too.
create table tag_renames (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  tag_key text not null,
  -- Null: taken away.
  name text,
  at timestamptz not null default clock_timestamp()
);
create index on tag_renames (workspace_id, at);
