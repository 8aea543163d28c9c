-- Up Migration

alter table workspace_members drop constraint workspace_members_role_check;
alter table workspace_members add constraint workspace_members_role_check
  check (role in ('owner', 'admin', 'editor', 'commenter', 'viewer'));
-- Never two; that there is one is the code's to see to (server/src/access/members.ts).
create unique index workspace_members_owner on workspace_members (workspace_id) where role = 'owner';

alter table note_members drop constraint note_members_role_check;
alter table note_members add constraint note_members_role_check
  check (role in ('editor', 'commenter', 'viewer'));

create table workspace_invitations (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  role text not null check (role in ('admin', 'editor', 'commenter', 'viewer')),
  -- To whom it was sent; null: a link that goes from hand to hand.
  email text,
  -- SHA-256 of the token. The token itself is only in the link.
  token_hash bytea not null unique,
  created_by uuid references people (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  -- How many people it has let in, and may.
  uses int not null default 0,
  uses_max int not null check (uses_max > 0),
  check (uses between 0 and uses_max)
);
create index on workspace_invitations (workspace_id, created_at);

-- Who was taken out of a workspace, and when: a link from before that does not let them in again.
create table workspace_removals (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  at timestamptz not null default now(),
  primary key (workspace_id, person_id)
);
