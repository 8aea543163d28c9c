-- Up Migration

alter table notes
  add column tags text[] not null default '{}',
  -- The note as which it lies in the trash: itself, or one above it. Kept on every row, so that whether a note is
  -- read-only is in the row that is looked up anyway; for good when that one is deleted for good.
  add column trashed_with uuid references notes (id) on delete cascade,
  -- When a person last did this, by their clock: what was done before that comes too late (server/src/notes/SPEC.md).
  -- Null: never since it was made.
  add column placed_at timestamptz,
  add column trash_changed_at timestamptz,
  add column tags_changed_at timestamptz,
  add column renamed_at timestamptz;
update notes set trash_changed_at = trashed_at where trashed_at is not null;
with recursive tree as (
  select id, id as root_id from notes where trashed_at is not null
  union all
  select n.id, tree.root_id from tree join notes n on n.parent_id = tree.id where n.trashed_at is null
)
update notes set trashed_with = tree.root_id from tree where notes.id = tree.id;
create index notes_trashed_with on notes (trashed_with) where trashed_with is not null;

create table favourites (
  person_id uuid not null references people (id) on delete cascade,
  note_id uuid not null references notes (id) on delete cascade,
  -- False: it was one, and something older that comes late must not make it one again.
  is_favourite boolean not null,
  rank text collate "C" not null,
  changed_at timestamptz not null,
  primary key (person_id, note_id)
);
create index favourites_note on favourites (note_id);

-- Links from note to note, derived from the documents. What they lead to need not be there (yet).
create table note_links (
  from_note_id uuid not null references notes (id) on delete cascade,
  to_note_id uuid not null,
  primary key (from_note_id, to_note_id)
);
create index note_links_to on note_links (to_note_id);

-- Up to which seq `note_links` has been derived.
alter table documents add column linked_seq bigint not null default 0;
