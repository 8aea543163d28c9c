/**
 * The same note in other tabs of this browser. Tabs that are in step meet at the server; one that is not says so, and
 * while there is such a one, all tell each other directly what is written here.
 *
 *   apart {from}     I am not in step
 *   back {from}      I am in step, or closed
 *   want {vector}    this is what I have: send what I lack, and ask me for what you lack
 *   update {update}  written in one of the tabs
 *   lacked {update}  what one of them lacked
 *
 * What comes from another tab counts as written in this one: a tab that is in step sends it to the server, one that is
 * not counts it as waiting. The server takes the same update twice without harm.
 *
 * An update that builds on something which is not here is not taken: what it builds on may have gone with the tab that
 * wrote it, and Yjs would keep it for ever, send it as its own, and have it refused. The others are asked instead.
 */
import { findUpdateFault } from '@scriptorium/shared/document/update-check.ts';
import * as Y from 'yjs';
import type { Channel } from './surroundings.ts';

type TabMessage =
  | { kind: 'apart' | 'back'; from: string }
  | { kind: 'want'; vector: Uint8Array; isAnswer: boolean }
  | { kind: 'update' | 'lacked'; update: Uint8Array };

export interface TabLinkOptions {
  channel: Channel;
  doc: Y.Doc;
  /** Updates of these origins are no news to the other tabs: they have them from the same place. */
  isShared: (origin: unknown) => boolean;
}

export class TabLink {
  readonly #options: TabLinkOptions;
  readonly #id = Math.random().toString(36).slice(2);
  /** The other tabs that are not in step. One that was killed stays: then a few messages go nowhere. */
  readonly #apart = new Set<string>();
  #isApart = false;

  constructor(options: TabLinkOptions) {
    this.#options = options;
    options.channel.onmessage = (event: MessageEvent) => this.#receive(event.data as TabMessage);
    options.doc.on('update', this.#onUpdate);
  }

  /** This tab fell out of step, or begins there. */
  leave(): void {
    this.#isApart = true;
    this.#say({ kind: 'apart', from: this.#id });
    this.#want(false);
  }

  /** This tab is in step. */
  comeBack(): void {
    if (this.#isApart) this.#say({ kind: 'back', from: this.#id });
    this.#isApart = false;
  }

  close(): void {
    if (this.#isApart) this.#say({ kind: 'back', from: this.#id });
    this.#options.doc.off('update', this.#onUpdate);
    this.#options.channel.close();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === this || this.#options.isShared(origin)) return;
    if (this.#isApart || this.#apart.size > 0) this.#say({ kind: 'update', update });
  };

  #receive(message: TabMessage): void {
    const { doc } = this.#options;
    switch (message.kind) {
      case 'update':
      case 'lacked':
        if (findUpdateFault(doc, message.update) === null) Y.applyUpdate(doc, message.update, this);
        else if (message.kind === 'update') this.#want(true);
        return;
      case 'back':
        this.#apart.delete(message.from);
        return;
      case 'apart':
        this.#apart.add(message.from);
        return;
      case 'want':
        // Deletions are in no state vector, so an answer always goes out.
        this.#say({ kind: 'lacked', update: Y.encodeStateAsUpdate(doc, message.vector) });
        if (message.isAnswer) return;
        if (this.#isApart) this.#say({ kind: 'apart', from: this.#id });
        this.#want(true);
    }
  }

  #want(isAnswer: boolean): void {
    this.#say({ kind: 'want', vector: Y.encodeStateVector(this.#options.doc), isAnswer });
  }

  #say(message: TabMessage): void {
    this.#options.channel.postMessage(message);
  }
}
