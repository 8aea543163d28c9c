/**
 * What the sync core needs from wherever it runs. A page hands in the browser's own; a test hands in as many browsers
 * as it wants, each with a disk, a network and tabs of its own.
 */

/** The part of `BroadcastChannel` that is used. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

export interface Surroundings {
  indexedDB: IDBFactory;
  WebSocket: typeof WebSocket;
  /** A line to the other tabs of this browser. */
  openChannel(name: string): Channel;
  /** Absent where a page came without encryption from another machine. */
  storage: Pick<StorageManager, 'estimate' | 'persist'> | undefined;
  /** Tells `online`, `offline` and `beforeunload`; is told `notified`: there is something new for the person. */
  events: EventTarget;
  /** False is certain, true is a guess. */
  isOnline(): boolean;
  /** The person has asked for as little traffic as possible. */
  savesData(): boolean;
  /** Milliseconds since 1970. */
  now(): number;
}

export function browserSurroundings(): Surroundings {
  return {
    indexedDB,
    WebSocket,
    openChannel: (name) => new BroadcastChannel(name),
    storage: navigator.storage,
    events: window,
    isOnline: () => navigator.onLine,
    savesData: () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true,
    now: () => Date.now(),
  };
}
