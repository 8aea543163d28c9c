-- Up Migration

-- What people say about a note, beside its document: who may comment cannot write in it (server/src/comments/SPEC.md).

-- Counts the changes of a note's comments. Whoever changes something holds the row, so numbers come out in order.
create table comment_counters (
  note_id uuid primary key references notes (id) on delete cascade,
  seq bigint not null default 0
);

-- Ids are chosen by clients, and are worth nothing in another note: there the same id is another thread.
create table comment_threads (
  note_id uuid not null references notes (id) on delete cascade,
  id uuid not null,
  -- Where in the document, as clients find it again; null: the whole note.
  anchor jsonb,
  -- What the text said there; null with the anchor.
  quote text,
  anchored_at timestamptz not null,
  created_by uuid references people (id) on delete set null,
  created_at timestamptz not null,
  is_resolved boolean not null default false,
  resolved_by uuid references people (id) on delete set null,
  -- When somebody last resolved or reopened it.
  resolved_at timestamptz,
  -- Of its last change.
  seq bigint not null,
  primary key (note_id, id)
);
create index comment_threads_seq on comment_threads (note_id, seq);

create table comments (
  note_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  author_id uuid references people (id) on delete set null,
  text text not null,
  -- Who is named in it: [{id, name}], the name as it stands in the text.
  mentions jsonb not null default '[]',
  created_at timestamptz not null,
  edited_at timestamptz,
  -- A deleted comment keeps its place; its words go a day later, until then whoever deleted it can bring it back.
  is_deleted boolean not null default false,
  deleted_by uuid references people (id) on delete set null,
  -- When it was last deleted or brought back.
  deleted_at timestamptz,
  -- Of its last change, and of its beginning.
  seq bigint not null,
  created_seq bigint not null,
  primary key (note_id, id),
  foreign key (note_id, thread_id) references comment_threads (note_id, id) on delete cascade
);
create index comments_seq on comments (note_id, seq);
create index comments_thread on comments (note_id, thread_id);
create index comments_words_to_go on comments (deleted_at) where is_deleted and text <> '';

create table comment_reactions (
  note_id uuid not null,
  comment_id uuid not null,
  person_id uuid not null references people (id) on delete cascade,
  emoji text not null,
  -- False: taken back. The row stays, so that what comes late finds it.
  is_on boolean not null,
  changed_at timestamptz not null,
  primary key (note_id, comment_id, person_id, emoji),
  foreign key (note_id, comment_id) references comments (note_id, id) on delete cascade
);

-- Up to which change somebody has seen the comments of a note.
create table comment_reads (
  person_id uuid not null references people (id) on delete cascade,
  note_id uuid not null references notes (id) on delete cascade,
  seq bigint not null,
  primary key (person_id, note_id)
);
create index comment_reads_note on comment_reads (note_id);

-- Words of comments are found with their note. What is gone leaves the words that somebody may mistype, too.
alter table note_texts add column comments text not null default '';

create function queue_comment_for_search() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_queue (note_id) values (new.note_id);
  elsif tg_op = 'UPDATE' then
    insert into search_queue (note_id, forgets) values (new.note_id, new.text <> old.text or new.is_deleted);
  end if;
  return null;
end $$;
create trigger queue_comment_for_search after insert on comments for each row
  execute function queue_comment_for_search();
create trigger queue_changed_comment_for_search after update of text, is_deleted on comments for each row
  when (old.text is distinct from new.text or old.is_deleted is distinct from new.is_deleted)
  execute function queue_comment_for_search();
