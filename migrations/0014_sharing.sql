-- Up Migration

-- What is granted in a note may hold for all below it, unless something below is restricted: only what is granted there,
-- or further down, holds from there on (server/src/access/SPEC.md, W7).
alter table notes
  add column restricted boolean not null default false,
  -- Both derived by the trigger below. Where grants are that may hold in the note: itself first, then those above it, as
  -- far as the first restricted one, which is the last of them.
  add column access_path uuid[] not null default '{}',
  -- It is restricted, or one above it is.
  add column in_restricted boolean not null default false;

create function derive_note_access() returns trigger language plpgsql as $$
begin
  new.access_path := array[new.id];
  new.in_restricted := new.restricted;
  if new.parent_id is not null and not new.restricted then
    select array[new.id] || p.access_path, p.in_restricted into new.access_path, new.in_restricted
    from notes p where p.id = new.parent_id;
    -- The parent is going in this very statement.
    new.access_path := coalesce(new.access_path, array[new.id]);
    new.in_restricted := coalesce(new.in_restricted, false);
  end if;
  return new;
end $$;
create trigger derive_note_access before insert or update of parent_id, restricted on notes for each row
  execute function derive_note_access();

create function derive_access_below() returns trigger language plpgsql as $$
begin
  update notes set restricted = restricted where parent_id = new.id;
  return null;
end $$;
create trigger derive_access_below after update of parent_id, restricted on notes for each row
  when (old.access_path is distinct from new.access_path or old.in_restricted is distinct from new.in_restricted)
  execute function derive_access_below();

-- What there is already, from the top down.
update notes set restricted = restricted where parent_id is null;
create index notes_access_path on notes using gin (access_path);

alter table note_members
  add column with_below boolean not null default false,
  add column added_by uuid references people (id) on delete set null;

-- Somebody without an account is a person, too: with a name they chose, no address, no password, and a session.
alter table people add column is_guest boolean not null default false;

create table share_links (
  -- The link's token is derived from it and from SECRET: nothing here opens a note.
  id uuid primary key default gen_random_uuid(),
  note_id uuid not null references notes (id) on delete cascade,
  role text not null check (role in ('editor', 'commenter', 'viewer')),
  with_below boolean not null,
  password_hash text,
  expires_at timestamptz,
  needs_account boolean not null default false,
  is_indexable boolean not null default false,
  created_by uuid references people (id) on delete set null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index share_links_note on share_links (note_id);
create index share_links_expiry on share_links (expires_at) where revoked_at is null and expires_at is not null;

-- Who came in by a link, and gave its password if it has one; gone when the password changes.
create table share_link_visitors (
  link_id uuid not null references share_links (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (link_id, person_id)
);
create index share_link_visitors_person on share_link_visitors (person_id);

-- Shared with an address that nobody has an account with, until whoever got the mail takes it up.
create table note_invitations (
  id uuid primary key default gen_random_uuid(),
  note_id uuid not null references notes (id) on delete cascade,
  email text not null,
  role text not null check (role in ('editor', 'commenter', 'viewer')),
  with_below boolean not null,
  created_by uuid references people (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  unique (note_id, email)
);

-- Everything that is granted in a note, to whom, and whether for what is below it too. The only place that knows the ways.
create view note_grants as
  select note_id, person_id, role, with_below, null::uuid as link_id from note_members
  union all
  select l.note_id, v.person_id, l.role, l.with_below, l.id
  from share_link_visitors v join share_links l on l.id = v.link_id
  where l.revoked_at is null and (l.expires_at is null or l.expires_at > now());
