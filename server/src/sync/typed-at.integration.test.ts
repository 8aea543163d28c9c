/** What clients say of when they typed, over a bare socket: believed within reason, and never at the cost of an update. */
import type { NoteHistory } from '@scriptorium/shared/api/history.ts';
import type { TypedAt } from '@scriptorium/shared/protocol/typed-at.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { typeParagraph, until } from '../../test/clients.ts';
import type { TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';
import type { WireClient } from '../../test/wire-client.ts';

const servers = makeServers();
const hour = 3_600_000;

test('H1: what is said of when something was typed goes for the next step 2, and for nothing else', async () => {
  const { ada, note_id, wire } = await story();
  const [typed_from, typed_to] = [Date.now() - 3 * hour, Date.now() - 2 * hour];
  wire.sendStateless(message({ typed_from, typed_to }));
  wire.sendUpdate(paragraph('live'));
  await until(() => wire.acks === 1, 'it is saved');
  expect(await newest(ada, note_id)).toMatchObject({ offline: false, typed_from: null, typed_to: null });
  wire.sendStep2(paragraph('offline'));
  await until(() => wire.acks === 2, 'it is saved');
  const told = {
    offline: true,
    typed_from: new Date(typed_from).toISOString(),
    typed_to: new Date(typed_to).toISOString(),
  };
  expect(await newest(ada, note_id)).toMatchObject(told);
  wire.sendStep2(paragraph('later'));
  await until(() => wire.acks === 3, 'it is saved');
  expect(await newest(ada, note_id)).toMatchObject(told);
});

test('P1 H1: nobody typed in the future', async () => {
  const { ada, note_id, wire } = await story();
  const typed_from = Date.now() - hour;
  wire.sendStateless(message({ typed_from, typed_to: Date.now() + 1_000 * hour }));
  wire.sendStep2(paragraph('forged'));
  await until(() => wire.acks === 1, 'it is saved');
  const { offline, typed_to, ...entry } = await newest(ada, note_id);
  expect([offline, entry.typed_from]).toEqual([true, new Date(typed_from).toISOString()]);
  expect(Date.parse(typed_to ?? '')).toBeLessThanOrEqual(Date.parse(entry.ended_at));
});

test('P1: nonsense is not told, and what it was said of is saved all the same', async () => {
  const { ada, note_id, wire } = await story();
  const nonsense = [
    message({ typed_from: Date.now(), typed_to: Date.now() - hour }),
    message({ typed_from: -1 }),
    message({ typed_from: 0, typed_to: 1 }),
    message({ typed_to: Number.MAX_VALUE }),
    '{',
    'x'.repeat(1_000_000),
  ];
  for (const [index, payload] of nonsense.entries()) {
    wire.sendStateless(payload);
    wire.sendStep2(paragraph(`line ${index}`));
  }
  await until(() => wire.acks === nonsense.length, 'all is saved');
  expect(wire.closed).toBeNull();
  expect(await newest(ada, note_id)).toMatchObject({ offline: false, typed_from: null, typed_to: null });
  expect((await ada.text(note_id)).match(/line/g)).toHaveLength(nonsense.length);
});

async function story() {
  const { ada, note_id, instances } = await servers.scene(1);
  const wire: WireClient = await servers.openWire(instances[0] as TestServer, ada, note_id);
  return { ada, note_id, wire };
}

function message(change: Partial<TypedAt>): string {
  const now = Date.now();
  return JSON.stringify({ kind: 'typed_at', version: 1, typed_from: now, typed_to: now, ...change });
}

/** An update that brings a paragraph of a client of its own. */
function paragraph(text: string): Uint8Array {
  const doc = new Y.Doc();
  typeParagraph({ doc, body: doc.getXmlFragment('default') }, text);
  return Y.encodeStateAsUpdate(doc);
}

async function newest(person: TestPerson, note_id: string): Promise<NoteHistory['entries'][number]> {
  const { body } = await person.api<NoteHistory>('GET', `/notes/${note_id}/history`);
  return body.entries[0] as NoteHistory['entries'][number];
}
