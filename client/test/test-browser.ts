/**
 * A browser without a screen: a disk (fake-indexeddb), a network that can be taken away, and tabs, each with the real
 * sync core in it. Several of them fit in one process.
 *
 *   const browser = await openBrowser(server.url, ada);
 *   const tab = browser.openTab(note_id);
 *   tab.note.doc …;  browser.goOffline();  await tab.kill();
 */
import { BroadcastChannel } from 'node:worker_threads';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { TestPerson } from '../../server/test/people.ts';
import { startTcpProxy, type TcpProxy } from '../../server/test/tcp-proxy.ts';
import type { DocumentRow } from '../src/sync/account/account-store.ts';
import { SyncConnection } from '../src/sync/connection.ts';
import { Documents, type DocumentsTable } from '../src/sync/documents.ts';
import type { OpenNote } from '../src/sync/open-note.ts';
import type { Readable } from '../src/sync/store.ts';
import type { Channel, Surroundings } from '../src/sync/surroundings.ts';

// The one thing that the core takes from the page itself.
globalThis.IDBKeyRange ??= IDBKeyRange;

export interface TestTab {
  connection: SyncConnection;
  surroundings: Surroundings;
  /** Opened with the tab. */
  note: OpenNote;
  /** As a person closes it: what is being written is finished. */
  close(): Promise<void>;
  /** As when the process is killed: what is in memory is gone, nothing is finished. */
  kill(): void;
}

export interface OpenTabOptions {
  noteId: string;
  isMade?: Readable<boolean>;
  now?: () => number;
}

let browsers = 0;

export class TestBrowser {
  readonly disk = new IDBFactory();
  readonly rows = new Map<string, DocumentRow>();
  readonly #id = `browser-${++browsers}`;
  readonly #proxy: TcpProxy;
  readonly #person: TestPerson;
  readonly #tabs = new Map<TestTab, EventTarget>();
  #isOnline = true;
  /** So many of the next tokens are not to be had. */
  tokensRefused = 0;
  #token: Promise<string> | null = null;

  constructor(proxy: TcpProxy, person: TestPerson) {
    this.#proxy = proxy;
    this.#person = person;
  }

  openTab({ noteId, isMade, now = Date.now }: OpenTabOptions): TestTab {
    const events = new EventTarget();
    const disk = new TabDisk(this.disk);
    const channels = new Set<TabChannel>();
    const surroundings: Surroundings = {
      indexedDB: disk.factory,
      WebSocket,
      openChannel: (name) => {
        const channel = new TabChannel(`${this.#id}:${name}`);
        channels.add(channel);
        return channel;
      },
      storage: undefined,
      events,
      isOnline: () => this.#isOnline,
      savesData: () => false,
      now,
    };
    const connection = new SyncConnection({
      personId: this.#person.id,
      fetchToken: () => this.#fetchToken(),
      documents: new Documents(this.#table()),
      url: `ws://${this.#proxy.host}:${this.#proxy.port}/sync`,
      surroundings,
      ...(isMade ? { isMade: () => isMade } : {}),
    });
    const note = connection.open(noteId);
    const tab: TestTab = {
      connection,
      surroundings,
      note,
      close: async () => {
        this.#tabs.delete(tab);
        await connection.destroy();
      },
      kill: () => {
        this.#tabs.delete(tab);
        disk.unplug();
        for (const channel of channels) channel.close();
        void connection.destroy();
      },
    };
    this.#tabs.set(tab, events);
    return tab;
  }

  /** What is on its way is lost. */
  goOffline(): void {
    this.#isOnline = false;
    this.#proxy.blackHole();
    this.#proxy.cut();
    this.#tell('offline');
  }

  goOnline(): void {
    this.#isOnline = true;
    this.#proxy.cut();
    this.#proxy.pass();
    this.#tell('online');
  }

  /** The network is there, says the system: whoever waits to try again tries now. */
  nudge(): void {
    this.#tell('online');
  }

  /** The connections are reset; new ones are welcome. */
  drop(): void {
    this.#proxy.cut();
  }

  /** Bytes go nowhere, and nobody is told. */
  stall(): void {
    this.#proxy.blackHole();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tabs.keys()].map((tab) => tab.close()));
    await this.#proxy.close();
  }

  async #fetchToken() {
    if (!this.#isOnline) throw new Error('no network');
    if (this.tokensRefused > 0) {
      this.tokensRefused -= 1;
      throw new Error('no token');
    }
    this.#token ??= this.#person.token().catch((error: unknown) => {
      this.#token = null;
      throw error;
    });
    const token = await this.#token;
    return { token, expires_at: new Date(Date.now() + 600_000).toISOString() };
  }

  #table(): DocumentsTable {
    const { rows } = this;
    return {
      list: async () => [...rows.values()],
      merge: async (blank, change) => {
        rows.set(blank.note_id, { ...blank, ...rows.get(blank.note_id), ...change });
      },
      delete: async (noteId) => void rows.delete(noteId),
    };
  }

  #tell(type: 'online' | 'offline'): void {
    for (const events of this.#tabs.values()) events.dispatchEvent(new Event(type));
  }
}

export async function openBrowser(serverUrl: string, person: TestPerson): Promise<TestBrowser> {
  const { hostname, port } = new URL(serverUrl);
  return new TestBrowser(await startTcpProxy({ host: hostname, port: Number(port) }), person);
}

/** Once closed it says nothing, as a tab that is gone. */
class TabChannel implements Channel {
  readonly #channel: BroadcastChannel;
  #isClosed = false;

  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.unref();
  }

  set onmessage(listener: ((event: MessageEvent) => void) | null) {
    this.#channel.onmessage = listener as unknown as BroadcastChannel['onmessage'];
  }

  postMessage(message: unknown): void {
    if (!this.#isClosed) this.#channel.postMessage(message);
  }

  close(): void {
    this.#isClosed = true;
    this.#channel.close();
  }
}

/** The disk as one tab has it: unplugged, nothing of that tab reaches it any more. */
class TabDisk {
  readonly factory: IDBFactory;
  readonly #open = new Set<IDBDatabase>();
  #isUnplugged = false;

  constructor(disk: IDBFactory) {
    this.factory = new Proxy(disk, {
      get: (target, name) => {
        if (name !== 'open') return Reflect.get(target, name).bind(target);
        return (...parameters: [string, number?]) => {
          const opening = target.open(...parameters);
          opening.addEventListener('success', () => {
            this.#open.add(opening.result);
            if (this.#isUnplugged) opening.result.close();
          });
          return opening;
        };
      },
    });
  }

  unplug(): void {
    this.#isUnplugged = true;
    for (const database of this.#open) database.close();
  }
}
