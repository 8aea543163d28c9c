import { type HocuspocusClient, typeParagraph } from './clients.ts';

/** Somebody who types a line at the end of a note, "Ada 0", "Ada 1", …, at a steady pace until they are stopped. */
export class Typing {
  readonly #client: HocuspocusClient;
  readonly #name: string;
  readonly #timer: NodeJS.Timeout;
  #count = 0;

  constructor(client: HocuspocusClient, name: string, every_ms: number) {
    this.#client = client;
    this.#name = name;
    this.#timer = setInterval(() => this.#type(), every_ms);
  }

  #type(): void {
    // Counted first: a listener may look at once.
    this.#count += 1;
    typeParagraph(this.#client, this.#line(this.#count - 1));
  }

  #line(index: number): string {
    return `${this.#name} ${index}`;
  }

  isMine(line: string): boolean {
    return line.startsWith(`${this.#name} `);
  }

  get count(): number {
    return this.#count;
  }

  /** In order; also in every replica, whatever others type in between. */
  lines(count = this.#count): string[] {
    return Array.from({ length: count }, (_, index) => this.#line(index));
  }

  /**
   * What the server has promised to keep. Acks come in the order of the edits, so those that are missing belong to the
   * latest ones. True as long as the client typed on one connection: after a reconnect the provider counts anew.
   */
  acknowledged(): string[] {
    return this.lines(Math.max(0, this.#count - this.#client.provider.unsyncedChanges));
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
