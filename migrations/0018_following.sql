-- Up Migration

-- Who is told of what changes in a note. Whoever makes a note, writes or comments in it follows it by themselves.
create table note_followers (
  note_id uuid not null references notes (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  -- False: they said no, and nothing they do in it later changes that.
  follows boolean not null,
  changed_at timestamptz not null default now(),
  primary key (note_id, person_id)
);
create index note_followers_person on note_followers (person_id);

-- What happened in a workspace. What was written is derived from the log, one row a note, person and sitting
-- (server/src/notifications/SPEC.md); the rest is written in the transaction that does it.
create table activity (
  id bigint generated always as identity primary key,
  -- The note's, again: so that the newest of a workspace are found in their order.
  workspace_id uuid not null references workspaces (id) on delete cascade,
  note_id uuid not null references notes (id) on delete cascade,
  -- Null: their account is gone.
  person_id uuid references people (id) on delete set null,
  kind text not null check (kind in ('create', 'write', 'trash', 'restore', 'version', 'comment')),
  details jsonb not null default '{}',
  -- write: the updates of the sitting; those of others may be among them.
  from_seq bigint,
  to_seq bigint,
  began_at timestamptz not null default now(),
  -- The end of it, so far.
  at timestamptz not null default now()
);
create index activity_newest on activity (workspace_id, at desc, id desc);
create index activity_note on activity (note_id, person_id, at desc);
create index activity_old on activity using brin (at);

create function move_activity() returns trigger language plpgsql as $$
begin
  update activity set workspace_id = new.workspace_id where note_id = new.id;
  return null;
end $$;
create trigger move_activity after update of workspace_id on notes for each row
  when (old.workspace_id is distinct from new.workspace_id) execute function move_activity();

-- When somebody last looked at what happened in a workspace; as `note_visits`.
create table activity_visits (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  seen_at timestamptz not null,
  before_at timestamptz,
  primary key (workspace_id, person_id)
);
create index activity_visits_person on activity_visits (person_id);

-- What changes in a note until then, they see themselves.
alter table note_visits add column looking_until timestamptz;

-- Who is named where in the text: derived with it, by search.
--   [{"person_id", "client": the Yjs client that named them, "excerpt": the beginning of the block}]
alter table note_texts add column mentions jsonb not null default '[]';

-- Notes whose text was derived since somebody was last told of it. Without a key but its own, as `search_queue`.
create table notice_queue (
  id bigint generated always as identity primary key,
  note_id uuid not null,
  queued_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create function queue_note_for_notices() returns trigger language plpgsql as $$
begin
  insert into notice_queue (note_id) values (new.note_id);
  return null;
end $$;
create trigger queue_new_text_for_notices after insert on note_texts for each row execute function queue_note_for_notices();
create trigger queue_text_for_notices after update of seq on note_texts for each row
  when (old.seq is distinct from new.seq) execute function queue_note_for_notices();

-- Up to which update of a note people were told of it, and who was named in it then: how often.
create table note_notices (
  note_id uuid primary key references notes (id) on delete cascade,
  seq bigint not null,
  mentions jsonb not null default '{}'
) with (fillfactor = 80);
-- What there is already is news for nobody.
insert into note_notices (note_id, seq) select note_id, head_seq from documents;

-- Who wrote when, and what they wrote, goes with the history that is purged (H5).
create function purge_notices() returns trigger language plpgsql as $$
begin
  delete from activity where note_id = new.note_id and kind = 'write'
    and to_seq <= (select min(from_seq) from document_archives where note_id = new.note_id);
  update notifications set details = details - 'excerpt'
    where note_id = new.note_id and kind = 'mention' and not details ? 'comment_id';
  return null;
end $$;
create trigger purge_notices after update of purges on documents for each row
  when (old.purges is distinct from new.purges) execute function purge_notices();

create table notification_preferences (
  person_id uuid primary key references people (id) on delete cascade,
  -- Kinds of notifications that are not listed, and those that are not mailed.
  hidden text[] not null,
  unmailed text[] not null,
  digest text not null check (digest in ('never', 'soon', 'daily')),
  -- In their time zone.
  daily_hour int not null check (daily_hour between 0 and 23),
  time_zone text not null,
  language text not null check (language in ('en', 'de'))
);

-- Mails that tell of notifications. Marked in the transaction that marks those, before it is sent: whoever finds one that
-- was never finished sends it, a few times at most.
create table notification_mails (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people (id) on delete cascade,
  created_at timestamptz not null default now(),
  tries int not null default 0,
  tried_at timestamptz,
  -- It was sent, or given up.
  ended_at timestamptz
);
create index notification_mails_person on notification_mails (person_id, created_at);
create index notification_mails_open on notification_mails (created_at) where ended_at is null;
alter table notifications add column mail_id uuid references notification_mails (id) on delete set null;
create index notifications_mail on notifications (mail_id) where mail_id is not null;
create index notifications_note_person on notifications (note_id, person_id, id desc);
drop index notifications_note;
