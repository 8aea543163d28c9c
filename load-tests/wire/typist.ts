/** One person in one note: a bare socket, updates made beforehand, and a note of when whose keystroke arrived. */
import { once } from 'node:events';
import type { Decoder } from 'lib0/decoding';
import { WebSocket } from 'ws';
import { type Dialect, type Ears, type Place } from './dialects.ts';
import type { Typing } from './keystrokes.ts';
import { walkUpdate } from './walk-update.ts';

/** The people of a note, and when each of their keystrokes was due. */
export interface Person {
  /** Within the note. */
  index: number;
  typing: Typing;
  /** Of each keystroke, in `performance.now()` milliseconds. */
  due_ms: number[];
}

export interface TypistEvents {
  /** `from` to `to` (exclusive): the keystrokes of `person` that have just arrived for the first time. */
  onKeystrokes(person: Person, from: number, to: number): void;
  /** The `count`th frame that was sent is acknowledged (1: the paragraph). */
  onAck(count: number): void;
}

const open_ms_max = 20_000;
/** `ws` hides what is sent behind random bytes, as browsers must; zeroes are valid too, and cheaper. */
const generateMask = (mask: Buffer) => mask.fill(0);

export class Typist implements Ears {
  readonly person: Person;
  readonly #place: Place;
  readonly #dialect: Dialect;
  readonly #people: Map<number, Person>;
  readonly #events: TypistEvents;
  /** Of each person of the note: the first clock that has not arrived. */
  readonly #arrived: Int32Array;
  readonly #frames: Uint8Array[];
  #ws: WebSocket | null = null;
  #acks = 0;
  #sent = 0;
  /** Updates that came before the ones they build on: a client of Yjs would wait for those. */
  gaps = 0;
  /** Set when the server has closed the socket, refused the note or an update. */
  fault: string | null = null;
  #onOpened: () => void = () => {};
  #onFault: (error: Error) => void = () => {};

  /** @param people by Yjs client, this one included */
  constructor(
    person: Person,
    place: Place,
    dialect: Dialect,
    people: Map<number, Person>,
    events: TypistEvents,
  ) {
    this.person = person;
    this.#place = place;
    this.#dialect = dialect;
    this.#people = people;
    this.#events = events;
    this.#arrived = new Int32Array(people.size);
    const { paragraph, keystrokes } = person.typing;
    this.#frames = [paragraph, ...keystrokes].map((update) => dialect.update(place, update));
  }

  /** Resolves when the note is open. */
  async open(): Promise<void> {
    const ws = new WebSocket(this.#dialect.address(this.#place), { perMessageDeflate: false, generateMask });
    this.#ws = ws;
    ws.on('message', (data: Buffer) => this.#dialect.hear(data, this));
    ws.on('error', (error) => this.#fail(error.message));
    ws.on('close', (code, reason) => this.#fail(`closed with ${code} ${reason}`));
    const opened = new Promise<void>((resolve, reject) => {
      this.#onOpened = resolve;
      this.#onFault = reject;
      AbortSignal.timeout(open_ms_max).addEventListener('abort', () => reject(new Error('no note in 20 s')));
    });
    await Promise.race([once(ws, 'open'), opened]);
    for (const frame of this.#dialect.greetings(this.#place)) ws.send(frame);
    await opened;
  }

  /** Sends the paragraph at the first call, then a keystroke a call. */
  sendNext(): void {
    this.#ws?.send(this.#frames[this.#sent++] as Uint8Array);
  }

  get unacknowledged(): number {
    return this.#sent - this.#acks;
  }

  /** Keystrokes and paragraphs of others that are due here and have not arrived. */
  missing(sent: (person: Person) => number): number {
    let missing = 0;
    for (const person of this.#people.values()) {
      if (person === this.person) continue;
      const due = sent(person) === 0 ? 0 : person.typing.first_clock + sent(person) - 1;
      missing += Math.max(0, due - (this.#arrived[person.index] as number));
    }
    return missing;
  }

  get sent(): number {
    return this.#sent;
  }

  async close(): Promise<void> {
    const ws = this.#ws;
    if (!ws || ws.readyState === ws.CLOSED) return;
    this.#ws = null;
    ws.close();
    const timer = setTimeout(() => ws.terminate(), 2_000);
    await once(ws, 'close');
    clearTimeout(timer);
  }

  onOpened(): void {
    this.#onOpened();
  }

  onUpdate(update: Decoder): void {
    walkUpdate(update, this.#onRun);
  }

  onAck(isSaved: boolean): void {
    if (!isSaved) return this.#fail('an update was refused');
    this.#acks += 1;
    this.#events.onAck(this.#acks);
  }

  onDenied(reason: string): void {
    this.#fail(`denied: ${reason}`);
  }

  readonly #onRun = (client: number, clock: number, length: number): void => {
    const person = this.#people.get(client);
    if (person === undefined || person === this.person) return;
    const arrived = this.#arrived[person.index] as number;
    const end = clock + length;
    if (clock > arrived) this.gaps += 1;
    if (end <= arrived) return;
    this.#arrived[person.index] = end;
    const { first_clock } = person.typing;
    const from = Math.max(arrived, clock, first_clock) - first_clock;
    if (end > first_clock) this.#events.onKeystrokes(person, from, end - first_clock);
  };

  #fail(reason: string): void {
    if (this.#ws !== null) this.fault ??= reason;
    this.#onFault(new Error(reason));
  }
}
