/**
 * The words on the wire, once more and by hand. A change here is a change for every client that is out there: an
 * unknown code is retried, so add rather than rename, and give a new kind a code of its own.
 */
import { expect, test } from 'vitest';
import { closeCodes } from './close-codes.ts';
import { closeKindOfDenial, denialReasons, toDenialReason } from './denials.ts';
import { body_field, title_field } from './document.ts';
import { typedAtSchema } from './typed-at.ts';
import { protocol_version, protocol_version_min, schema_version, schema_version_min } from './versions.ts';

test('the close codes, remedies and reasons are those that clients know', () => {
  const table = Object.entries(closeCodes).map(([kind, { code, remedy, reason }]) => [
    kind,
    code,
    remedy,
    reason,
  ]);
  expect(table).toEqual([
    ['going_away', 1001, 'retry', 'The server is restarting'],
    ['too_large', 1009, 'stop', 'A message is larger than this server takes'],
    ['try_again_later', 1013, 'retry', 'The server is busy'],
    ['bad_message', 4400, 'stop', 'The message is not part of the protocol'],
    ['unauthorized', 4401, 'refresh', 'The token is missing, wrong or expired'],
    ['forbidden', 4403, 'stop', 'You may not open this note'],
    ['auth_timeout', 4408, 'retry', 'Nobody signed in on this socket in time'],
    ['access_changed', 4410, 'retry', 'What you may do in this note has changed'],
    ['note_full', 4413, 'stop', 'The note has reached its size limit'],
    ['outdated', 4426, 'stop', 'This server needs a newer version of the app'],
    ['too_many', 4429, 'retry', 'Too many messages, sockets or notes at once'],
  ]);
});

test('a code and a reason name one kind each, and a reason fits a close frame', () => {
  const kinds = Object.values(closeCodes);
  expect(new Set(kinds.map(({ code }) => code)).size).toBe(kinds.length);
  expect(new Set(kinds.map(({ reason }) => reason)).size).toBe(kinds.length);
  for (const { reason } of kinds) expect(reason.length).toBeLessThanOrEqual(123);
});

test('the reasons of a denial are those that clients know, and each has a close code', () => {
  expect(denialReasons).toEqual({
    token: 'token-invalid',
    access: 'no-access',
    full: 'note-full',
    too_many: 'too-many-notes',
  });
  expect(closeKindOfDenial).toEqual({
    'token-invalid': 'unauthorized',
    'no-access': 'forbidden',
    'note-full': 'note_full',
    'too-many-notes': 'too_many',
  });
});

test('P6: what the server did not mean as a denial is none', () => {
  expect(toDenialReason('no-access')).toBe('no-access');
  for (const text of ['permission-denied', '', undefined]) expect(toDenialReason(text)).toBeNull();
});

test('H1: the message that tells when something was typed is the one that clients send', () => {
  const message = {
    kind: 'typed_at',
    version: 1,
    typed_from: 1_767_225_600_000,
    typed_to: 1_767_225_600_001,
  };
  expect(typedAtSchema.parse(message)).toEqual(message);
});

test('the parts of a note’s document have the names that clients know', () => {
  expect([body_field, title_field]).toEqual(['default', 'title']);
});

test('a client of today is let in by a server of today', () => {
  expect({ protocol_version, schema_version }).toEqual({ protocol_version: 1, schema_version: 2 });
  expect(protocol_version_min).toBeLessThanOrEqual(protocol_version);
  expect(schema_version_min).toBeLessThanOrEqual(schema_version);
});
