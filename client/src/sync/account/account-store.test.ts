import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type AccountStore,
  deleteAccountStore,
  MemoryStore,
  OutdatedError,
  openAccountStore,
  replicaName,
} from './account-store.ts';
import { makeNote, tag } from './testing.ts';

let people = 0;
const newPerson = () => `person-${++people}`;
const open = (personId: string, onOutdated = () => {}) => openAccountStore({ personId, onOutdated });
const waiting = { name: 'waiting', tries: 0 } as const;

const kinds: Record<string, () => Promise<AccountStore>> = {
  'on the device': () => open(newPerson()),
  'in memory': async () => new MemoryStore(),
};

describe.each(Object.entries(kinds))('a store %s', (_kind, make) => {
  it('keeps rows by their keys', async () => {
    const store = await make();
    await store.write(['notes', 'values'], async ({ notes, values }) => {
      await notes.put(makeNote('a'));
      await notes.put(makeNote('b'));
      await notes.put(makeNote('a', { title: 'Again' }));
      await notes.delete('b');
      await values.put({ key: 'confirmed', value: 3 });
    });
    const read = await store.read(['notes', 'values'], async ({ notes, values }) => [
      await notes.all(),
      await values.get('confirmed'),
      await notes.get('b'),
    ]);
    expect(read).toEqual([[makeNote('a', { title: 'Again' })], { key: 'confirmed', value: 3 }, undefined]);
  });

  it('gives operations their order, which is never given again', async () => {
    const store = await make();
    const add = (id: string) =>
      store.write(['operations'], ({ operations }) => operations.add({ operation: tag(id), state: waiting }));
    const first = await add('a');
    await store.write(['operations'], ({ operations }) => operations.delete(first));
    expect(await add('b')).toBeGreaterThan(first);
    const queue = await store.read(['operations'], ({ operations }) => operations.all());
    expect(queue.map((each) => each.operation.note_id)).toEqual(['b']);
  });

  it('changes nothing when a change fails half-way', async () => {
    const store = await make();
    await store.write(['notes'], ({ notes }) => notes.put(makeNote('a')));
    const failing = store.write(['notes'], async ({ notes }) => {
      await notes.clear();
      throw new Error('half-way');
    });
    await expect(failing).rejects.toThrow('half-way');
    expect(await store.read(['notes'], ({ notes }) => notes.all())).toHaveLength(1);
  });

  it('lets changes that come at once follow each other', async () => {
    const store = await make();
    const count = () =>
      store.write(['values'], async ({ values }) => {
        const row = await values.get('confirmed');
        await values.put({ key: 'confirmed', value: (row?.key === 'confirmed' ? row.value : 0) + 1 });
      });
    await Promise.all(Array.from({ length: 20 }, count));
    expect(await store.read(['values'], ({ values }) => values.get('confirmed'))).toMatchObject({
      value: 20,
    });
  });
});

describe('the device', () => {
  afterEach(() => vi.restoreAllMocks());

  it('keeps what was written for the next visit', async () => {
    const person = newPerson();
    const store = await open(person);
    await store.write(['notes'], ({ notes }) => notes.put(makeNote('a')));
    store.close();
    const again = await open(person);
    expect([again.isDurable, await again.read(['notes'], ({ notes }) => notes.all())]).toEqual([
      true,
      [makeNote('a')],
    ]);
  });

  it('that refuses storage is made up for in memory', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('Private window', 'SecurityError');
    });
    expect((await open(newPerson())).isDurable).toBe(false);
  });

  it('lets go of its handle for a newer version of the app, and says so', async () => {
    const person = newPerson();
    const onOutdated = vi.fn();
    const store = await open(person, onOutdated);
    const newer = await openDB(`scriptorium:${person}`, 2);
    expect(onOutdated).toHaveBeenCalledOnce();
    await expect(store.read(['notes'], ({ notes }) => notes.all())).rejects.toThrow(OutdatedError);
    newer.close();
  });

  it('that a newer version of the app has used is not opened, and not made up for', async () => {
    const person = newPerson();
    (await openDB(`scriptorium:${person}`, 2)).close();
    await expect(open(person)).rejects.toThrow(OutdatedError);
  });

  it('is opened again when the browser closed it behind our back', async () => {
    const person = newPerson();
    const opened = vi.spyOn(indexedDB, 'open');
    const store = await open(person);
    const request = opened.mock.results.at(-1)?.value as IDBOpenDBRequest;
    request.result.close();
    await store.write(['notes'], ({ notes }) => notes.put(makeNote('a')));
    expect(await store.read(['notes'], ({ notes }) => notes.all())).toHaveLength(1);
  });

  it('forgets an account and its replicas, and nobody else’s', async () => {
    const [person, other] = [newPerson(), newPerson()];
    for (const id of [person, other]) {
      (await open(id)).close();
      (await openDB(replicaName(id, 'note'), 1)).close();
    }
    await deleteAccountStore(person, ['note', 'never-opened']);
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names.filter((name) => name?.includes(person))).toEqual([]);
    expect(names.filter((name) => name?.includes(other))).toHaveLength(2);
    await deleteDB(replicaName(other, 'note'));
  });
});
