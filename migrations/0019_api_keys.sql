-- Up Migration

-- What lets a program in as a person, within bounds (server/src/auth/SPEC.md, K1 to K6).
create table api_keys (
  id uuid primary key,
  person_id uuid not null references people (id) on delete cascade,
  name text not null,
  -- SHA-256 of the secret half. The key itself is told once, and kept by whoever made it.
  secret_hash bytea not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  -- The only workspace it is good for; null: all of the person's.
  workspace_id uuid references workspaces (id) on delete cascade,
  -- Null: until it is revoked.
  expires_at timestamptz,
  -- Exact to the minute.
  last_used_at timestamptz,
  last_used_from text,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index api_keys_person on api_keys (person_id) where revoked_at is null;

alter table audit_entries
  -- By which key it was done; null: by somebody who had signed in, or by the server.
  add column key_id uuid,
  -- Where the request came from that did it.
  add column ip_address text,
  add column user_agent text;
-- What concerns an account and no workspace: for the person, and for the owner of the installation.
create index audit_entries_person on audit_entries (person_id, id) where workspace_id is null;
create index audit_entries_accounts on audit_entries (id) where workspace_id is null;
