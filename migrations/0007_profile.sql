-- Up Migration

-- The colour that a person chose for themselves; null: the one that is derived from their id.
alter table people add column color text check (color ~ '^#[0-9a-f]{6}$');
