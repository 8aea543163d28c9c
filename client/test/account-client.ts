/**
 * One person's account in a browser without a screen: the real list, queue and actions, on a disk of its own, with a
 * network that can be taken away or lose answers. Several of them fit in one process.
 */
import 'fake-indexeddb/auto';
import { type Note, noteListSchema } from '@scriptorium/shared/api/notes.ts';
import type { TestPerson } from '../../server/test/people.ts';
import { Account } from '../src/sync/account/account.ts';
import type { Clock } from '../src/sync/account/clock.ts';
import { sendOperation } from '../src/sync/account/send-operation.ts';
import { toRequest } from '../src/sync/account/to-request.ts';

export interface AccountClientOptions {
  person: TestPerson;
  /** The list is this one's alone: a person may be in many. */
  workspace_id: string;
  /** Of one installation; each request goes to one of them. */
  urls: readonly string[];
  random: () => number;
  /** How far the device's clock is ahead. */
  skew_ms: number;
}

export class AccountClient {
  account: Account;
  /** Of the requests that reach the server, so many lose their answers on the way back. */
  answers_lost = 0;
  readonly #options: AccountClientOptions;
  #isOnline = true;

  constructor(options: AccountClientOptions) {
    this.#options = options;
    this.account = this.#open();
  }

  get notes(): readonly Note[] {
    return this.account.state.get().notes;
  }

  goOffline(): void {
    this.#isOnline = false;
  }

  async goOnline(): Promise<void> {
    this.#isOnline = true;
    await this.account.refresh();
  }

  /** The page is left and opened again. What is on the disk is all that the new one knows. */
  async reload(): Promise<void> {
    this.account.destroy();
    this.account = this.#open();
    await this.account.loaded;
  }

  /** @returns whether it is known to be made */
  async duplicate(note_id: string, request: { id: string; with_below: boolean }): Promise<boolean> {
    try {
      const answer = await this.#fetch(`/api/v1/notes/${note_id}/duplicate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  close(): Promise<void> {
    return this.account.remove();
  }

  #open(): Account {
    const { person, workspace_id, skew_ms, random } = this.#options;
    const account: Account = new Account({
      personId: `${person.id}@${workspace_id}`,
      onSignedOut: () => {
        throw new Error('signed out');
      },
      onRemoved: () => {},
      surroundings: {
        clock: skewedClock(skew_ms),
        random,
        locks: undefined,
        channel: undefined,
        fetchList: async (signal) => ({ notes: await this.#list(signal), workspaces: [] }),
        send: ({ operation }, signal) => {
          if (operation.kind === 'comment') throw new Error('nobody comments here');
          return sendOperation(toRequest(operation), {
            signal,
            readBlob: async () => null,
            fetch: (path, init) => this.#fetch(String(path), init),
          });
        },
      },
    });
    return account;
  }

  async #list(signal: AbortSignal): Promise<Note[]> {
    const { workspace_id } = this.#options;
    const query = new URLSearchParams({ workspace_id, trashed: 'any', limit: '1000' });
    const answer = await this.#fetch(`/api/v1/notes?${query}`, { signal });
    return noteListSchema.parse(await answer.json()).notes;
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { urls, person, random } = this.#options;
    if (!this.#isOnline) throw new TypeError('Failed to fetch');
    const url = urls[Math.floor(random() * urls.length)];
    const headers = { ...(init.headers as Record<string, string>), cookie: person.cookie };
    const answer = await fetch(`${url}${path}`, { ...init, headers });
    const isLost = init.method !== undefined && random() < this.answers_lost;
    if (isLost || !this.#isOnline) {
      await answer.arrayBuffer();
      throw new TypeError('Failed to fetch');
    }
    return answer;
  }
}

function skewedClock(skew_ms: number): Clock {
  return {
    now: () => Date.now() + skew_ms,
    after(wait_ms, run) {
      const timer = setTimeout(run, wait_ms);
      return () => clearTimeout(timer);
    },
  };
}
