-- Up Migration

-- For updates that were typed without a connection: from when to when, by the clock of the device. Null for all others
-- (server/src/sync/typed-at.ts).
alter table document_log
  add column typed_from timestamptz,
  add column typed_to timestamptz;
