import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BlobRow, QueuedOperation } from '../account/account-store.ts';
import type { OperationState } from '../account/operation-state.ts';
import { Store } from '../store.ts';
import { Media, type MediaAccount } from './media.ts';

const key = { noteId: crypto.randomUUID(), id: crypto.randomUUID() };
const { signal } = new AbortController();

class Device implements MediaAccount {
  readonly rows = new Map<string, BlobRow>();
  readonly tried: number[] = [];
  readonly #queue = new Store<{ entries: readonly QueuedOperation[] }>({ entries: [] });
  readonly #progress = new Store<{ parts: ReadonlyMap<string, number> }>({ parts: new Map() });
  readonly queue = { get: () => this.#queue.get().entries, subscribe: this.#queue.subscribe };
  readonly progress = { get: () => this.#progress.get().parts, subscribe: this.#progress.subscribe };
  isFull = false;

  async readBlob(id: string) {
    return this.rows.get(id);
  }
  async keepBlob(row: BlobRow) {
    this.rows.set(row.id, row);
  }
  async upload(row: BlobRow) {
    if (this.isFull) throw new DOMException('', 'QuotaExceededError');
    this.rows.set(row.id, row);
    this.say({ name: 'waiting', tries: 0 }, row);
  }
  async tryAgain(order: number) {
    this.tried.push(order);
  }
  say(state: OperationState, { id, note_id, name, media_type, blob }: BlobRow) {
    const what = { note_id, name, media_type, attachment_id: id, size_bytes: blob.size, at: '' };
    this.#queue.set({ entries: [{ order: 7, state, operation: { kind: 'upload_attachment', ...what } }] });
  }
  sent(part: number) {
    this.#progress.set({ parts: new Map([[key.id, part]]) });
  }
}

describe('media', () => {
  afterEach(() => vi.unstubAllGlobals());

  const answering = (...answers: (Response | Error)[]) => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (address: string, { method = 'GET' }: RequestInit) => {
      asked.push(`${method} ${address}`);
      const answer = answers.shift();
      if (answer instanceof Response) return answer;
      throw answer ?? new TypeError('Failed to fetch');
    });
    return asked;
  };

  const added = async () => {
    const device = new Device();
    const media = new Media(device);
    await media.add(key, new Blob(['bytes'], { type: 'image/png' }), 'a.png');
    return { device, media, row: device.rows.get(key.id) as BlobRow };
  };

  it('that were added are there at once, without the server, and wait for it', async () => {
    const asked = answering();
    const { media, row } = await added();
    expect(await (await media.read(key, signal)).text()).toBe('bytes');
    expect(row).toMatchObject({ state: 'waiting', name: 'a.png', media_type: 'image/png' });
    expect(asked).toEqual([]);
  });

  it('that this device cannot keep are refused', async () => {
    const device = new Device();
    device.isFull = true;
    await expect(new Media(device).add(key, new Blob(['bytes']), 'a.png')).rejects.toThrow();
  });

  it('that were seen are here when the network is not', async () => {
    const device = new Device();
    answering(new Response('seen'));
    expect(await (await new Media(device).read(key, signal)).text()).toBe('seen');
    expect(await (await new Media(device).read(key, signal)).text()).toBe('seen');
    expect(device.rows.get(key.id)).toMatchObject({ state: 'kept', note_id: key.noteId });
  });

  it('that wait go on waiting when they are read', async () => {
    const { device, row } = await added();
    await new Media(device).read(key, signal);
    expect(device.rows.get(key.id)).toBe(row);
  });

  it.each([
    ['the server cannot be reached', new TypeError(), 'unreachable'],
    ['the server has a fault', new Response('', { status: 500 }), 'unreachable'],
    ['the server is busy', new Response('', { status: 429 }), 'unreachable'],
    ['the note has no such file', new Response('', { status: 404 }), 'absent'],
  ])('are said to be missing in the right words: %s', async (_why, answer, kind) => {
    answering(answer);
    await expect(new Media(new Device()).read(key, signal)).rejects.toMatchObject({ kind });
  });

  it('say how their upload does, and tell those who listen', async () => {
    const { device, media, row } = await added();
    const states: unknown[] = [];
    media.subscribe(() => states.push(media.uploadState(key.id)));
    device.say({ name: 'sending', tries: 1 }, row);
    device.sent(0.25);
    device.say({ name: 'retrying', tries: 1, until: 0, fault: 'unreachable' }, row);
    device.say({ name: 'set_aside', tries: 1, refusal: 'too_large', detail: '', since: 0 }, row);
    expect(states).toEqual([
      { name: 'sending', part: null },
      { name: 'sending', part: 0.25 },
      { name: 'waiting' },
      { name: 'refused', refusal: 'too_large' },
    ]);
    expect(media.uploadState(crypto.randomUUID())).toEqual({ name: 'none' });
    await media.retry(key.id);
    expect(device.tried).toEqual([7]);
  });

  it('are copied by the server, or brought by this device when it has them', async () => {
    const other = crypto.randomUUID();
    const asked = answering(new Response('{}', { status: 201 }), new Response('', { status: 403 }));
    const empty = new Media(new Device());
    await empty.copy(key, other, signal);
    expect(asked).toEqual([`POST /api/v1/notes/${other}/attachments/${key.id}/copy`]);
    await expect(empty.copy(key, other, signal)).rejects.toMatchObject({ kind: 'absent' });

    const { device, media } = await added();
    await media.copy(key, other, signal);
    expect(device.rows.get(key.id)).toMatchObject({ note_id: other, state: 'waiting', name: 'a.png' });
    expect(asked).toHaveLength(2);
  });
});
