/** The stock providers, unchanged, as other people's programs would use them. */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface TestClient {
  doc: Y.Doc;
  title: Y.Text;
  body: Y.XmlFragment;
  awareness: {
    getStates(): Map<number, Record<string, unknown>>;
    setLocalStateField(key: string, value: unknown): void;
  };
  close(): void;
}

export interface HocuspocusClient extends TestClient {
  provider: HocuspocusProvider;
  /** Once the server has acknowledged everything that was typed so far. */
  saved(): Promise<void>;
  /** As without a network: edits wait in the client. */
  disconnect(): void;
  reconnect(): void;
}

function webSocketUrl(url: string, path: string): string {
  return `${url.replace(/^http/, 'ws')}${path}`;
}

/** By `/sync`. Resolves when the note's content is there; rejects with the server's reason when it does not open. */
export async function connectHocuspocus(
  url: string,
  note_id: string,
  token: string | (() => Promise<string>),
  doc = new Y.Doc(),
): Promise<HocuspocusClient> {
  const address = webSocketUrl(url, '/sync');
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: address,
    delay: 50,
    minDelay: 50,
    maxDelay: 300,
  });
  const provider = new HocuspocusProvider({ websocketProvider, name: note_id, document: doc, token });
  const close = () => {
    provider.destroy();
    websocketProvider.destroy();
  };
  const opened = new Promise<void>((resolve, reject) => {
    provider.on('synced', () => resolve());
    provider.on('authenticationFailed', ({ reason }: { reason: string }) => reject(new Error(reason)));
  });
  provider.attach();
  await opened.catch((error: unknown) => {
    close();
    throw error;
  });
  let isWanted = true;
  // The provider forgets a connect() while the socket of the last disconnect() is still closing.
  websocketProvider.on('disconnect', () => {
    if (isWanted && !websocketProvider.shouldConnect) void websocketProvider.connect();
  });
  const { awareness } = provider;
  if (!awareness) throw new Error('the provider has no awareness');
  return {
    ...parts(doc),
    provider,
    awareness,
    close,
    saved: () => until(() => !provider.hasUnsyncedChanges, 'the server acknowledges'),
    disconnect() {
      isWanted = false;
      websocketProvider.disconnect();
    },
    reconnect() {
      isWanted = true;
      void websocketProvider.connect();
    },
  };
}

/** By `/yjs/<id>?token=`. */
export async function connectYWebsocket(
  url: string,
  note_id: string,
  token: string,
  doc = new Y.Doc(),
): Promise<TestClient> {
  const provider = new WebsocketProvider(webSocketUrl(url, '/yjs'), note_id, doc, {
    params: { token },
    disableBc: true,
  });
  await new Promise<void>((resolve, reject) => {
    provider.on('sync', (isSynced: boolean) => isSynced && resolve());
    provider.on('connection-close', (event: { code: number; reason: string } | null) => {
      reject(new Error(`${event?.code} ${event?.reason}`));
    });
  }).catch((error: unknown) => {
    provider.destroy();
    throw error;
  });
  return { ...parts(doc), awareness: provider.awareness, close: () => provider.destroy() };
}

function parts(doc: Y.Doc) {
  return { doc, title: doc.getText('title'), body: doc.getXmlFragment('default') };
}

/** Types a paragraph at the end of the note. */
export function typeParagraph({ doc, body }: Pick<TestClient, 'doc' | 'body'>, text: string): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text)]);
    body.insert(body.length, [paragraph]);
  });
}

/** Waits for a fact; the limit is generous, since it only ends tests that have failed anyway. */
export async function until(
  fact: () => boolean | Promise<boolean>,
  what: string,
  ms = 20_000,
): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await fact())) {
    if (performance.now() > deadline) throw new Error(`waited ${ms} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
