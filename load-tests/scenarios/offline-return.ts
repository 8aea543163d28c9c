/** Five thousand edits made offline come back: how they are sent, and whether "saved" is true when it is first said. */
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { NoteProvider, NoteSocket } from '../../client/src/sync/note-provider.ts';
import { typeParagraph, until } from '../../server/test/clients.ts';
import { exactly } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer } from '../servers/bench-server.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { linesOf, storedByStock } from '../servers/stored-by-stock.ts';

const edits = 5_000;

/** Counts what goes out, and can be told to begin anew. */
class CountingWebSocket extends WebSocket {
  static updates = 0;

  override send(data: Uint8Array<ArrayBuffer>): void {
    const decoder = createDecoder(data);
    readVarString(decoder);
    if (readVarUint(decoder) === 0 && readVarUint(decoder) > 0) CountingWebSocket.updates += 1;
    super.send(data);
  }
}

export const offlineReturn: Scenario = {
  name: 'offline-return',
  title: `${edits.toLocaleString('en')} edits come back from offline`,
  method:
    'Ours: this project’s provider on its server; stock: the stock provider on the stock server. At the moment when the ' +
    'provider first says that everything is saved, the server is killed with -9; counted is what then is not there.',
  async run(bench) {
    const ours = await returnToOurs(bench);
    const stock = await returnToStock(bench);
    return [
      { what: 'uploads', unit: 'frames', ours: ours.frames, stock: stock.frames, target: exactly(1) },
      {
        what: 'edits lost that were called saved',
        unit: '',
        ours: ours.lost,
        stock: stock.lost,
        target: exactly(0),
      },
      { what: 'from the reconnection to “saved”', unit: 'ms', ours: ours.clean_ms, stock: stock.clean_ms },
    ];
  },
};

async function returnToOurs({ postgres, cleanup }: Bench) {
  const server = await startOurs({ databaseUrl: await postgres.makeDatabase('offline_ours') });
  cleanup.defer(() => server.stop());
  const { id, url, token } = await makeNote(server);
  const websocketProvider = new NoteSocket({ url, WebSocketPolyfill: CountingWebSocket });
  const provider = new NoteProvider({ name: id, document: new Y.Doc(), websocketProvider, token });
  const back = await comeBack(provider, () => provider.isInStep, server.pids);
  await server.restart();
  return { ...back, lost: edits - keystrokesOf((await server.text(id)).split('\n')) };
}

async function returnToStock({ postgres, cleanup }: Bench) {
  const databaseUrl = await postgres.makeDatabase('offline_stock');
  const server = await startStock({ databaseUrl });
  cleanup.defer(() => server.stop());
  const { id, url, token } = await makeNote(server);
  const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: CountingWebSocket });
  const provider = new HocuspocusProvider({ name: id, document: new Y.Doc(), websocketProvider, token });
  const back = await comeBack(provider, () => !provider.hasUnsyncedChanges, server.pids);
  return { ...back, lost: edits - keystrokesOf(linesOf(await storedByStock(databaseUrl, id))) };
}

async function makeNote(server: BenchServer) {
  const [note] = await server.makeNotes(1, 1);
  const [person] = note?.people ?? [];
  if (!note || !person) throw new Error('no note');
  return { id: note.id, ...person };
}

async function comeBack(
  provider: HocuspocusProvider,
  isClean: () => boolean,
  pids: readonly number[],
): Promise<{ frames: number; clean_ms: number }> {
  const socket = provider.configuration.websocketProvider;
  provider.attach();
  await until(() => provider.isSynced && isClean(), 'the note is open');
  const { document } = provider;
  typeParagraph({ doc: document, body: document.getXmlFragment('default') }, '');
  await until(isClean, 'the paragraph is saved');
  socket.disconnect();
  await until(() => !provider.isSynced, 'it is offline');
  const text = (document.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText;
  for (let k = 0; k < edits; k += 1) text.insert(k, '1');

  CountingWebSocket.updates = 0;
  const begin = performance.now();
  let clean_ms: number | null = null;
  provider.on('unsyncedChanges', () => {
    if (clean_ms !== null || !provider.isSynced || !isClean()) return;
    clean_ms = performance.now() - begin;
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  });
  await socket.connect();
  await until(() => clean_ms !== null, 'everything is called saved');
  const frames = CountingWebSocket.updates;
  provider.destroy();
  socket.destroy();
  return { frames, clean_ms: clean_ms ?? Number.NaN };
}

function keystrokesOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => line.match(/1/g)?.length ?? 0));
}
