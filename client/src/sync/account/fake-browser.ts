/**
 * A browser with tabs of one account, and a server behind a bad network: for tests. The disk is fake-indexeddb, time
 * jumps to the next thing that is due, and faults come from the run's own random numbers.
 */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Account, type Channel } from './account.ts';
import type { Clock } from './clock.ts';
import type { Locks } from './leadership.ts';
import { sendOperation } from './send-operation.ts';
import { makeNote } from './testing.ts';
import { requestOf } from './to-request.ts';

export type Fault = 'none' | 'request lost' | 'answer lost' | 500 | 503 | 429 | 403;

/** Each aspect of a note keeps what was done last, by the time of the act: as `server/src/notes/SPEC.md` has it. */
export class FakeServer {
  readonly notes = new Map<string, Note>();
  /** Note and attachment, as `note/attachment`. */
  readonly attachments = new Set<string>();
  /** Which fault the next request meets. */
  nextFault: () => Fault = () => 'none';
  requests = 0;
  creations = 0;
  readonly #changed = new Map<string, string>();

  list(): Note[] {
    return [...this.notes.values()];
  }

  readonly fetch: typeof fetch = async (url, init) => {
    this.requests += 1;
    const fault = this.nextFault();
    await turn();
    if (init?.signal?.aborted || fault === 'request lost') throw new TypeError('Failed to fetch');
    if (typeof fault === 'number') return problem(fault);
    const { method = 'GET', body = '{}' } = init ?? {};
    const answer =
      body instanceof Blob
        ? this.#attach(String(url))
        : this.#apply(String(url), method, JSON.parse(String(body)));
    await turn();
    if (fault === 'answer lost') throw new TypeError('Failed to fetch');
    return answer;
  };

  #attach(url: string): Response {
    const [, note = '', id] = /^\/api\/v1\/notes\/([^/]+)\/attachments\/([^/?]+)/.exec(url) ?? [];
    if (!this.notes.has(note)) return problem(404);
    this.attachments.add(`${note}/${id}`);
    return Response.json({}, { status: 201 });
  }

  #apply(url: string, method: string, body: Record<string, unknown>): Response {
    const [, id = String(body.id), isFavourite] =
      /^\/api\/v1\/notes(?:\/([^/]+)(\/favourite)?)?$/.exec(url) ?? [];
    if (method === 'POST') {
      if (!this.notes.has(id)) {
        this.creations += 1;
        this.notes.set(id, makeNote(id, { parent_id: null, ...body, title: '' }));
      }
      return Response.json(this.notes.get(id));
    }
    if (!this.notes.has(id)) return problem(404);
    const at = String(body.at);
    const set = (aspect: string, change: Partial<Note>) => {
      const last = this.#changed.get(`${id} ${aspect}`);
      const note = this.notes.get(id);
      if (!note || (last !== undefined && at <= last)) return;
      this.#changed.set(`${id} ${aspect}`, at);
      this.notes.set(id, { ...note, ...change });
    };
    if (isFavourite) set('favourite', { favourite: method === 'PUT' });
    if (body.tags) set('tags', { tags: body.tags as string[] });
    if (body.rank && !isFavourite)
      set('place', { rank: String(body.rank), parent_id: body.parent_id as string | null });
    if (body.title !== undefined) set('title', { title: String(body.title) });
    if (body.trashed !== undefined) {
      set('fate', { trashed_at: body.trashed ? at : null, trashed_with: body.trashed ? id : null });
    }
    return isFavourite ? new Response(null, { status: 204 }) : Response.json(this.notes.get(id));
  }
}

export class FakeBrowser {
  readonly server: FakeServer;
  readonly #personId: string;
  readonly #locks = new FakeLocks();
  readonly #channels = new Set<FakeChannel>();
  readonly #random: () => number;
  #now = Date.parse('2026-11-21T12:00:00.000Z');

  constructor(server: FakeServer, personId: string, random: () => number = Math.random) {
    this.server = server;
    this.#personId = personId;
    this.#random = random;
  }

  /** Whoever opens a tab destroys it. */
  openTab(options: { onSignedOut?: () => void; onRemoved?: () => void; hasLocks?: boolean } = {}): Account {
    const account: Account = new Account({
      personId: this.#personId,
      onSignedOut: options.onSignedOut ?? (() => {}),
      onRemoved: options.onRemoved ?? (() => {}),
      surroundings: {
        clock: this.clock,
        random: this.#random,
        locks: options.hasLocks === false ? undefined : this.#locks,
        channel: new FakeChannel(this.#channels),
        fetchList: async () => {
          await turn();
          if (this.server.nextFault() !== 'none') throw new TypeError('Failed to fetch');
          return { notes: this.server.list(), workspaces: [] };
        },
        send: async ({ operation }, signal) =>
          sendOperation(await requestOf(operation), {
            signal,
            readBlob: async (id) => {
              const store = await account.store();
              return (await store.read(['blobs'], ({ blobs }) => blobs.get(id)))?.blob ?? null;
            },
            fetch: this.server.fetch,
          }),
      },
    });
    return account;
  }

  /** No moment comes twice, and waiting takes no time. */
  readonly clock: Clock = {
    now: () => ++this.#now,
    after: (wait_ms, run) => {
      const due = this.#now + wait_ms;
      const timer = setTimeout(() => {
        this.#now = Math.max(this.#now, due);
        run();
      }, 1);
      return () => clearTimeout(timer);
    },
  };
}

/** Lets everything go on that can. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** @throws when it does not come true within ten seconds */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`It did not come to this: ${what}`);
    await turn();
  }
}

class FakeLocks implements Pick<LockManager, 'request'> {
  readonly #waiting: (() => void)[] = [];
  #isHeld = false;

  readonly request = (async (_name: string, options: LockOptions, run: () => Promise<unknown>) => {
    if (this.#isHeld) await this.#turn(options.signal);
    this.#isHeld = true;
    try {
      return await run();
    } finally {
      this.#isHeld = false;
      this.#waiting.shift()?.();
    }
  }) as Locks['request'];

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      signal?.addEventListener('abort', () => {
        const at = this.#waiting.indexOf(resolve);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(signal.reason);
      });
    });
  }
}

class FakeChannel implements Channel {
  onmessage: Channel['onmessage'] = null;
  readonly #all: Set<FakeChannel>;

  constructor(all: Set<FakeChannel>) {
    this.#all = all;
    all.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of this.#all) {
      if (other !== this)
        setTimeout(() => this.#all.has(other) && other.onmessage?.({ data } as MessageEvent), 0);
    }
  }

  close(): void {
    this.#all.delete(this);
  }
}

const kinds: Record<number, string> = {
  403: 'forbidden',
  404: 'not_found',
  429: 'too_many_requests',
  500: 'internal',
  503: 'unavailable',
};

function problem(status: number): Response {
  const kind = kinds[status];
  const body = { type: `urn:${kind}`, kind, title: '', status, detail: '', request_id: 'r' };
  return Response.json(body, { status });
}
