import { describe, expect, it } from 'vitest';
import { type BlobRow, MemoryStore } from '../account/account-store.ts';
import { keepBlob } from './kept-blobs.ts';

const row = (id: string, used_at: number, state: BlobRow['state'] = 'kept'): BlobRow => ({
  id,
  note_id: 'n',
  blob: new Blob(['1234567890']),
  name: '',
  media_type: '',
  state,
  used_at,
});

describe('kept bytes', () => {
  it('stay within the budget: what was not used for longest makes room', async () => {
    const store = new MemoryStore();
    for (const [id, used_at] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
      ['c', 4],
    ] as const)
      await keepBlob(store, row(id, used_at), 20);
    const ids = await store.read(['blobs'], async ({ blobs }) => (await blobs.all()).map(({ id }) => id));
    expect(ids.sort()).toEqual(['a', 'c']);
  });

  it('stay while an upload to another note needs them', async () => {
    const store = new MemoryStore();
    const what = {
      kind: 'upload_attachment',
      attachment_id: 'a',
      note_id: 'm',
      name: '',
      media_type: '',
    } as const;
    const operation = { ...what, size_bytes: 10, at: '' };
    await store.write(['operations'], ({ operations }) =>
      operations.add({ operation, state: { name: 'waiting', tries: 0 } }),
    );
    await keepBlob(store, row('a', 1), 10);
    await keepBlob(store, row('b', 2), 10);
    expect(await store.read(['blobs'], ({ blobs }) => blobs.get('a'))).toBeDefined();
  });

  it('never push out, replace or count what waits for the server', async () => {
    const store = new MemoryStore();
    const waiting = row('w', 0, 'waiting');
    await store.write(['blobs'], ({ blobs }) => blobs.put(waiting));
    await keepBlob(store, row('w', 9), 10);
    await keepBlob(store, row('a', 1), 10);
    expect(await store.read(['blobs'], ({ blobs }) => blobs.get('w'))).toBe(waiting);
    expect(await store.read(['blobs'], ({ blobs }) => blobs.get('a'))).toBeDefined();
  });
});
