import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { answerOf, committed, openDatabase } from './database.ts';
import { deleteReplica, Replica } from './replica.ts';

globalThis.IDBKeyRange ??= IDBKeyRange;

const name = 'scriptorium:ada:note';
const stores = { updates: { autoIncrement: true }, custom: {} };
let disk: IDBFactory;

beforeEach(() => {
  disk = new IDBFactory();
});

test('what is typed is there after a reload, with the number of changes that wait', async () => {
  const first = await open();
  type(first.doc, 'hello');
  first.replica.keepWaiting(2);
  expect(first.replica.local).toBe('writing');
  await first.replica.written();
  expect(first.replica.local).toBe('written');
  await first.replica.destroy();

  const second = await open();
  expect(textOf(second.doc)).toBe('hello');
  expect(second.replica.waitedBefore).toBe(2);
});

test('what is typed before the copy was read is written too, and so is what is typed just before it is closed', async () => {
  const first = make();
  type(first.doc, 'early');
  await first.replica.destroy();
  expect(textOf((await open()).doc)).toBe('early');
});

test('a copy that y-indexeddb made is read: a row an update, and keys that grow', async () => {
  const source = new Y.Doc();
  const updates: Uint8Array[] = [];
  source.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of 'abc') type(source, letter);
  const db = await openDatabase(disk, name, stores);
  const transaction = db.transaction('updates', 'readwrite');
  for (const update of updates) transaction.objectStore('updates').add(update);
  await committed(transaction);
  db.close();
  expect(textOf((await open()).doc)).toBe('abc');
});

test('D5: compaction keeps what another tab wrote meanwhile, and leaves one row', async () => {
  const [one, other] = [await open(), await open()];
  type(other.doc, 'other ');
  await other.replica.written();
  for (let count = 0; count < 510; count++) {
    type(one.doc, 'x');
    await one.replica.written();
  }
  await vi.waitUntil(async () => (await rows()) === 1, { timeout: 10_000 });
  // It learned of the other's row on the way.
  expect(textOf(one.doc)).toContain('other ');
  type(other.doc, 'late ');
  await Promise.all([one.replica.destroy(), other.replica.destroy()]);
  const { doc } = await open();
  expect(textOf(doc)).toContain('other ');
  expect(textOf(doc)).toContain('late ');
  expect(textOf(doc).replaceAll(/[^x]/g, '')).toHaveLength(510);
});

test('H1: when the changes that wait were typed is there after a reload, and added to', async () => {
  const first = await open();
  first.replica.addTyped({ from: 10, to: 10, isCutOff: true });
  type(first.doc, 'a');
  first.replica.keepWaiting(1);
  await first.replica.destroy();

  const second = await open();
  expect(second.replica.typed).toEqual({ from: 10, to: 10, isCutOff: true });
  second.replica.addTyped({ from: 20, to: 20, isCutOff: false });
  type(second.doc, 'b');
  second.replica.keepWaiting(2);
  await second.replica.destroy();
  expect(await kept('scriptorium:typed')).toEqual({ from: 10, to: 20, isCutOff: true });
});

test('H1: what is typed before the copy was read is added to what waits in it, whatever the clock says', async () => {
  const first = await open();
  first.replica.addTyped({ from: 10, to: 20, isCutOff: true });
  type(first.doc, 'a');
  first.replica.keepWaiting(1);
  await first.replica.destroy();

  const second = make();
  second.replica.addTyped({ from: 5, to: 5, isCutOff: false });
  type(second.doc, 'b');
  await second.replica.loaded;
  expect(second.replica.typed).toEqual({ from: 5, to: 20, isCutOff: true });
});

test('H1: once nothing waits, nothing is kept of when it was typed; as long as another tab has something, it is', async () => {
  const [inStep, apart] = [await open(), await open()];
  inStep.replica.keepWaiting(1);
  await inStep.replica.written();
  apart.replica.addTyped({ from: 10, to: 10, isCutOff: true });
  type(apart.doc, 'unsent');
  apart.replica.keepWaiting(1);
  await apart.replica.written();

  inStep.doc.on('update', () => inStep.replica.keepWaiting(1));
  inStep.replica.keepWaiting(0);
  await inStep.replica.written();
  expect(await kept('scriptorium:typed')).toEqual({ from: 10, to: 10, isCutOff: true });
  inStep.replica.keepWaiting(0);
  await inStep.replica.written();
  expect(await kept('scriptorium:typed')).toBeUndefined();
});

test('O3: a tab that is in step does not call off what another tab could not send, but takes it over', async () => {
  const [inStep, apart] = [await open(), await open()];
  inStep.replica.keepWaiting(1);
  await inStep.replica.written();
  type(apart.doc, 'unsent');
  apart.replica.keepWaiting(1);
  await apart.replica.written();

  const taken: unknown[] = [];
  inStep.doc.on('update', (_update: Uint8Array, origin: unknown) => {
    taken.push(origin);
    // As the note does: it is sent, so it waits.
    inStep.replica.keepWaiting(1);
  });
  inStep.replica.keepWaiting(0);
  await inStep.replica.written();
  expect(textOf(inStep.doc)).toBe('unsent');
  expect(taken).toEqual([inStep.replica]);
  expect(await kept('scriptorium:waiting')).toBe(1);

  inStep.replica.keepWaiting(0);
  await inStep.replica.written();
  expect(await kept('scriptorium:waiting')).toBe(0);
});

test('rows of another tab that bring nothing new do not keep "nothing waits" from being written', async () => {
  const [one, other] = [await open(), await open()];
  one.replica.keepWaiting(1);
  type(other.doc, 'known');
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc), 'tab');
  await Promise.all([one.replica.written(), other.replica.written()]);
  one.replica.keepWaiting(0);
  await one.replica.written();
  expect(await kept('scriptorium:waiting')).toBe(0);
});

test('whoever sends in the background knows of changes before they are called written', async () => {
  const order: string[] = [];
  const { doc, replica } = make({
    beforeWaiting: async (count) => {
      await Promise.resolve();
      order.push(`waits ${count}`);
    },
    afterWaiting: () => order.push('waits no more'),
    onChange: (local) => order.push(local),
  });
  await replica.loaded;
  // The number comes after the letter, in the same turn.
  type(doc, 'a');
  replica.keepWaiting(1);
  await replica.written();
  replica.keepWaiting(0);
  await replica.written();
  expect(order.indexOf('waits 1')).toBeLessThan(order.indexOf('written'));
  expect(order).toContain('waits no more');
});

test('a browser that refuses to store is said to have failed, and the note lives on', async () => {
  const refusing = { open: () => refuse() } as unknown as IDBFactory;
  const { doc, replica } = make({}, refusing);
  await replica.loaded;
  expect(replica.local).toBe('failed');
  type(doc, 'in memory');
  expect(textOf(doc)).toBe('in memory');
  await replica.destroy();
});

test('a copy is deleted only when nothing waits in it', async () => {
  const { doc, replica } = await open();
  type(doc, 'mine');
  replica.keepWaiting(1);
  await replica.destroy();
  expect(await deleteReplica(disk, name)).toBe(false);
  const again = await open();
  expect(textOf(again.doc)).toBe('mine');
  again.replica.keepWaiting(0);
  await again.replica.destroy();
  expect(await deleteReplica(disk, name)).toBe(true);
  expect(textOf((await open()).doc)).toBe('');
});

interface Listeners {
  beforeWaiting?: (count: number) => Promise<void>;
  afterWaiting?: () => void;
  onChange?: (local: string) => void;
}

function make({ onChange, ...listeners }: Listeners = {}, indexedDB = disk) {
  const doc = new Y.Doc();
  const replica: Replica = new Replica({
    name,
    doc,
    indexedDB,
    onChange: () => onChange?.(replica.local),
    ...listeners,
  });
  return { doc, replica };
}

async function open() {
  const made = make();
  await made.replica.loaded;
  return made;
}

async function rows(): Promise<number> {
  const db = await openDatabase(disk, name, stores);
  const count = await answerOf(db.transaction('updates').objectStore('updates').count());
  db.close();
  return count;
}

async function kept(key: string): Promise<unknown> {
  const db = await openDatabase(disk, name, stores);
  const value: unknown = await answerOf(db.transaction('custom').objectStore('custom').get(key));
  db.close();
  return value;
}

function refuse(): IDBOpenDBRequest {
  const request = { error: new Error('refused') } as unknown as IDBOpenDBRequest & { onerror: () => void };
  queueMicrotask(() => request.onerror());
  return request;
}

function type(doc: Y.Doc, text: string): void {
  doc.getText('title').insert(doc.getText('title').length, text);
}

function textOf(doc: Y.Doc): string {
  return doc.getText('title').toString();
}
