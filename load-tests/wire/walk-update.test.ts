import { createDecoder } from 'lib0/decoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { walkUpdate } from './walk-update.ts';

test('a walk finds the runs that Yjs itself decodes, for every kind of content', () => {
  const doc = richDocument();
  expect(runsOf(Y.encodeStateAsUpdate(doc))).toEqual(decodedRuns(Y.encodeStateAsUpdate(doc)));
});

test('keystrokes of several people merged into one update are found one by one', () => {
  const updates: Uint8Array[] = [];
  for (const [client, word] of [
    [7, 'ab'],
    [9, 'xyz'],
  ] as const) {
    const doc = new Y.Doc();
    doc.clientID = client;
    doc.on('update', (update) => updates.push(update));
    for (const [at, letter] of [...word].entries()) doc.getText('t').insert(at, letter);
  }
  const ticks = new Map<number, number>();
  walkUpdate(createDecoder(Y.mergeUpdates(updates)), (client, clock, length) =>
    ticks.set(client, Math.max(ticks.get(client) ?? 0, clock + length)),
  );
  expect(Object.fromEntries(ticks)).toEqual({ 7: 2, 9: 3 });
});

test('what an update skips is no run', () => {
  const doc = new Y.Doc();
  doc.clientID = 5;
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  for (let i = 0; i < 3; i += 1) doc.getText('t').insert(i, 'a');
  const merged = Y.mergeUpdates([updates[0], updates[2]] as Uint8Array[]);
  expect(runsOf(merged)).toEqual([
    [5, 0, 1],
    [5, 2, 1],
  ]);
});

function richDocument(): Y.Doc {
  const doc = new Y.Doc();
  const text = doc.getText('text');
  text.insert(0, 'plain, naïve and 🎈');
  text.format(0, 5, { bold: true });
  text.insertEmbed(3, { image: 'x' });
  text.delete(7, 4);
  const map = doc.getMap('map');
  map.set('any', { deep: [1, 'two', null] });
  map.set('binary', new Uint8Array([1, 2, 3]));
  map.set('sub', new Y.Doc());
  map.set('any', 2);
  doc.getArray('list').insert(0, [1, 2, 'three', new Y.Map()]);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('inside')]);
  doc.getXmlFragment('default').insert(0, [paragraph]);
  map.set('hook', new Y.XmlHook('hook'));
  doc.getXmlFragment('default').insert(1, [new Y.XmlElement('rule')]);
  doc.getXmlFragment('default').delete(0, 1);
  return doc;
}

function runsOf(update: Uint8Array): number[][] {
  const runs: number[][] = [];
  walkUpdate(createDecoder(update), (client, clock, length) => runs.push([client, clock, length]));
  return runs;
}

function decodedRuns(update: Uint8Array): number[][] {
  return Y.decodeUpdate(update).structs.map(({ id, length }) => [id.client, id.clock, length]);
}
