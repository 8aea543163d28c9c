import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { deleteAccountStore } from './account/account-store.ts';
import { LookedAt } from './looked-at.ts';

let people = 0;
function lookedAt() {
  const person = `person-${++people}`;
  let now = 0;
  return { person, looked: new LookedAt(person, () => ++now) };
}

test('what was looked at is there again for the next visit, as it was', async () => {
  const { person, looked } = lookedAt();
  await looked.keep('n', '/notes/n/history', '{"head_seq":3}');
  await looked.keep('n', '/notes/n/history/3?format=update', new Uint8Array([1, 2]));
  looked.close();
  const again = new LookedAt(person);
  expect(await again.find('/notes/n/history')).toBe('{"head_seq":3}');
  expect(await again.find('/notes/n/history/3?format=update')).toEqual(new Uint8Array([1, 2]));
  expect(await again.find('/notes/n/history/4?format=update')).toBeUndefined();
});

test('it stays small: what was not looked at for longest goes first, and what is too large is not kept', async () => {
  const { looked } = lookedAt();
  const large = 'x'.repeat(1_900_000);
  for (let i = 0; i < 8; i++) await looked.keep('n', `/${i}`, large);
  await looked.find('/0');
  await looked.keep('n', '/8', large);
  const kept = await Promise.all(Array.from({ length: 9 }, (_, i) => looked.find(`/${i}`)));
  expect(kept.map(Boolean)).toEqual([true, false, true, true, true, true, true, true, true]);
  await looked.keep('n', '/larger', 'x'.repeat(2_000_001));
  expect(await looked.find('/larger')).toBeUndefined();
});

test('H5: what was purged can be forgotten here, note by note', async () => {
  const { looked } = lookedAt();
  await looked.keep('a', '/a', '{}');
  await looked.keep('b', '/b', '{}');
  await looked.forget('a');
  expect([await looked.find('/a'), await looked.find('/b')]).toEqual([undefined, '{}']);
});

test('it goes with the account at a sign-out, also where the browser does not list databases, and while it is open', async () => {
  const { person, looked } = lookedAt();
  await looked.keep('n', '/n', '{}');
  const listed = vi.spyOn(indexedDB, 'databases').mockRejectedValue(new Error('not here'));
  await deleteAccountStore(person, []);
  listed.mockRestore();
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names.filter((name) => name?.includes(person))).toEqual([]);
});

test('where storage is refused nothing is kept, and nothing breaks', async () => {
  const { looked } = lookedAt();
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('Private window', 'SecurityError');
  });
  await looked.keep('n', '/n', '{}');
  expect(await looked.find('/n')).toBeUndefined();
});
