/**
 * Watches a note for long times apart from the server, and keeps what is needed to tell afterwards who changed what
 * (`coming-back.ts`). It is kept beside the copy, so it survives reloads and a closed browser:
 *
 *   absence   since the first change that was written apart: when it began, and what both had in common then
 *   back      from coming back until the person dismisses it: the three moments
 */
import * as Y from 'yjs';
import { type ComingBack, compareSides, type Moments } from './coming-back.ts';
import type { Replica } from './replica.ts';

/** Below it, nobody has forgotten what the note was like. */
const absence_ms_min = 60_000;

const absence_key = 'scriptorium:absence';
const back_key = 'scriptorium:back';

interface KeptAbsence {
  before: Uint8Array;
  since: number;
}

interface KeptMoments {
  before: Uint8Array;
  own: Uint8Array;
  after: Uint8Array;
  client: number;
}

export interface AbsenceOptions {
  doc: Y.Doc;
  replica: Replica;
  /** Of transactions that bring what others wrote. */
  remote: unknown;
  now: () => number;
  onComingBack: (comingBack: ComingBack | null) => void;
}

/** `before` is taken with the first change that is written here, `own` with the first that arrives after it. */
interface Apart {
  since: number;
  before: Y.Snapshot | null;
  own: Y.Snapshot | null;
}

export class Absence {
  readonly #options: AbsenceOptions;
  #apart: Apart | null = null;

  constructor(options: AbsenceOptions) {
    this.#options = options;
    options.doc.on('beforeTransaction', this.#beforeTransaction);
  }

  /** The copy has been read. @param waited changes that wait since an earlier visit */
  async begin(waited: number): Promise<void> {
    const { replica, doc, onComingBack } = this.#options;
    if (doc.store.clients.size === 0) return;
    if (waited === 0) this.part();
    const [absence, back] = await Promise.all([replica.read(absence_key), replica.read(back_key)]).catch(
      () => [],
    );
    if (absence && waited > 0) {
      const { before, since } = absence as KeptAbsence;
      this.#apart = { since, before: Y.decodeSnapshot(before), own: null };
    }
    if (back) onComingBack(compareSides(doc, decoded(back as KeptMoments)));
  }

  /** The note fell out of step. */
  part(): void {
    this.#apart = { since: this.#options.now(), before: null, own: null };
  }

  /** The note is in step. */
  meet(): void {
    const { doc, replica, now, onComingBack } = this.#options;
    const { since = 0, before = null, own = null } = this.#apart ?? {};
    this.#apart = null;
    if (before) replica.keep(absence_key, undefined);
    if (!before || !own || now() - since < absence_ms_min) return;
    const moments = { before, own, after: Y.snapshot(doc), client: doc.clientID };
    const comingBack = compareSides(doc, moments);
    if (comingBack.own === 0 || comingBack.others === 0) return;
    replica.keep(back_key, encoded(moments));
    onComingBack(comingBack);
  }

  dismiss(): void {
    this.#options.replica.keep(back_key, undefined);
    this.#options.onComingBack(null);
  }

  destroy(): void {
    this.#options.doc.off('beforeTransaction', this.#beforeTransaction);
  }

  readonly #beforeTransaction = ({ origin, doc }: Y.Transaction) => {
    const { remote, replica } = this.#options;
    if (!this.#apart || origin === replica) return;
    if (origin === remote) {
      if (this.#apart.before) this.#apart.own ??= Y.snapshot(doc);
      return;
    }
    if (this.#apart.before) return;
    const before = Y.snapshot(doc);
    this.#apart.before = before;
    replica.keep(absence_key, {
      before: Y.encodeSnapshot(before),
      since: this.#apart.since,
    } satisfies KeptAbsence);
  };
}

function encoded({ before, own, after, client }: Moments): KeptMoments {
  return {
    before: Y.encodeSnapshot(before),
    own: Y.encodeSnapshot(own),
    after: Y.encodeSnapshot(after),
    client,
  };
}

function decoded({ before, own, after, client }: KeptMoments): Moments {
  return {
    before: Y.decodeSnapshot(before),
    own: Y.decodeSnapshot(own),
    after: Y.decodeSnapshot(after),
    client,
  };
}
