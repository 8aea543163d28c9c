import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSealedId, sealId } from './sealed-id.ts';

test('W8: a token is read by the secret and the purpose that made it, and by no other', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const token = sealId('secret', 'share-link', id);
      expect(token).toMatch(/^[\w-]{48}$/);
      expect(openSealedId('secret', 'share-link', token)).toBe(id);
      expect(openSealedId('secret', 'note-invitation', token)).toBeNull();
      expect(openSealedId('another', 'share-link', token)).toBeNull();
    }),
  );
});

test('W8: with any letter changed it is no token', () => {
  const token = sealId('secret', 'share-link', randomUUID());
  for (let at = 0; at < token.length; at++) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(openSealedId('secret', 'share-link', changed)).toBeNull();
  }
});

test.each(['', 'x', 'x'.repeat(47), 'x'.repeat(49), `${'x'.repeat(47)}=`, 'é'.repeat(48)])(
  '%j is no token',
  (text) => {
    expect(openSealedId('secret', 'share-link', text)).toBeNull();
  },
);
