/** One person in one note: a bare socket, updates made beforehand, and a note of when whose keystroke arrived. */
import type { Decoder } from 'lib0/decoding';
import { BareSocket, messageOf } from './bare-socket.ts';
import type { Dialect, Ears, Place } from './dialects.ts';
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

export class Typist implements Ears {
  readonly person: Person;
  readonly #place: Place;
  readonly #dialect: Dialect;
  readonly #people: Map<number, Person>;
  readonly #events: TypistEvents;
  /** Of each person of the note: the first clock that has not arrived. */
  readonly #arrived: Int32Array;
  readonly #frames: Uint8Array[];
  #socket: BareSocket | null = null;
  #acks = 0;
  #sent = 0;
  /** Updates that came before the ones they build on: a client of Yjs would wait for those. */
  gaps = 0;
  /** When the server had answered the state vector; 0 until then. */
  opened_at_ms = 0;
  /** When the greetings were sent; 0 until then. */
  greeted_at_ms = 0;
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
    this.#frames = [paragraph, ...keystrokes].map((update) => messageOf(dialect.update(place, update)));
  }

  /** Resolves when the note is open. */
  async open(): Promise<void> {
    const opened = new Promise<void>((resolve, reject) => {
      this.#onOpened = resolve;
      this.#onFault = reject;
      setTimeout(() => reject(new Error('no note in 20 s')), open_ms_max).unref();
    });
    const opening = BareSocket.open(this.#dialect.address(this.#place), {
      onMessage: (bytes) => this.#dialect.hear(bytes, this),
      onClosed: (reason) => this.#fail(reason),
    });
    this.#socket = await Promise.race([opening, opened.then(() => opening)]);
    this.greeted_at_ms = performance.now();
    for (const frame of this.#dialect.greetings(this.#place)) this.#socket.send(messageOf(frame));
    await opened;
  }

  /** Sends the paragraph at the first call, then a keystroke a call. */
  sendNext(): void {
    this.#socket?.send(this.#frames[this.#sent++] as Uint8Array);
  }

  /** Frames, the paragraph included. */
  get acknowledged(): number {
    return this.#acks;
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

  /** Reads no more, and does not go. */
  pause(): void {
    this.#socket?.pause();
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  onOpened(): void {
    this.opened_at_ms = performance.now();
    this.#onOpened();
  }

  onUpdate(update: Decoder): void {
    walkUpdate(update, this.#onRun);
  }

  onAck(isSaved: boolean): void {
    if (!isSaved) {
      this.#fail('an update was refused');
      return;
    }
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
    if (this.#socket !== null) this.fault ??= reason;
    this.#onFault(new Error(reason));
  }
}
