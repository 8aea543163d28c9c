/**
 * Two authors who write one text at the same time, each seeing of the other exactly what they saw when the history was
 * made: a transaction's positions are valid in the merge of its parents, and nowhere else.
 *
 *   screen ──own edits──► client ──► instance 1 ═══ instance 2 ──► client      screen
 *     ▲                                                              │            ▲
 *     └──────────────── the same of the other's edits, but not before they came ──┘
 *
 * So each author has two documents. The client's goes through the servers and takes whatever comes as it comes. The
 * screen holds the causal past of the author's next transaction, no more: where that includes edits of the other one, the
 * author waits until they have arrived at the client, and only then puts them (kept here, since a server may merge what it
 * hands on) on the screen. An author never goes on from something that did not travel.
 *
 * The text is one Y.XmlText, line breaks included: in paragraphs, a split copies what follows, and what the other one
 * types into the original meanwhile would go elsewhere than in the plain text that the history was made with. Yjs puts
 * the lower client id first where two insert at one place, and so does the history with its agents' numbers: with the
 * ids 1 and 2 the end of `friendsforever` is reproduced character by character.
 */
import * as Y from 'yjs';
import type { ConcurrentTrace, Patch } from './editing-traces.ts';

/** As a client of `server/test/clients.ts` gives it. */
interface Line {
  doc: Y.Doc;
  provider: { unsyncedChanges: number };
}

/** Edits on their way at most. */
const unacknowledged_max = 500;
const arrival_ms_max = 60_000;

/** Resolves when both authors have written everything; what the other one wrote last may still be on its way. */
export async function replay(trace: ConcurrentTrace, lines: [Line, Line]): Promise<void> {
  const [first, second] = lines;
  first.doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText()]);
    first.doc.getXmlFragment('default').insert(0, [paragraph]);
  });
  await whenUpdated(second.doc, () => second.doc.getXmlFragment('default').length === 1);
  const writers = lines.map((line, agent) => new Writer(agent, line)) as [Writer, Writer];
  const seen = countSeenOfOther(trace);
  const write = async (agent: 0 | 1) => {
    const [me, other] = agent === 0 ? writers : [writers[1], writers[0]];
    for (const [index, txn] of trace.txns.entries()) {
      if (txn.agent !== agent) continue;
      await me.see(other, seen[index] as number);
      await me.write(txn.patches);
    }
  };
  await Promise.all([write(0), write(1)]);
}

class Writer {
  readonly #line: Line;
  readonly #screen = new Y.Doc();
  readonly #text: Y.XmlText;
  /** Of each own transaction: its update, and this author's clock after it. */
  readonly #sent: { update: Uint8Array; clock: number }[] = [];
  /** Transactions of the other one on the screen. */
  #seen = 0;

  constructor(agent: number, line: Line) {
    this.#line = line;
    this.#screen.clientID = agent + 1;
    Y.applyUpdate(this.#screen, Y.encodeStateAsUpdate(line.doc));
    this.#text = (this.#screen.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    this.#screen.on('update', (update, _origin, _doc, { local }: Y.Transaction) => {
      if (!local) return;
      this.#sent.push({ update, clock: Y.getState(this.#screen.store, this.#screen.clientID) });
      Y.applyUpdate(line.doc, update, this);
    });
  }

  async see(other: Writer, count: number): Promise<void> {
    if (this.#seen >= count) return;
    // Its latest one is sent, perhaps, only after a while: both write at once, as they did.
    const has = () => {
      const last = other.#sent[count - 1];
      return last !== undefined && Y.getState(this.#line.doc.store, other.#screen.clientID) >= last.clock;
    };
    await whenUpdated(this.#line.doc, has);
    for (; this.#seen < count; this.#seen++) {
      Y.applyUpdate(this.#screen, (other.#sent[this.#seen] as { update: Uint8Array }).update);
    }
  }

  async write(patches: readonly Patch[]): Promise<void> {
    this.#screen.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) this.#text.delete(position, deleted);
        if (inserted) this.#text.insert(position, inserted);
      }
    });
    while (this.#line.provider.unsyncedChanges > unacknowledged_max) await later();
  }
}

/** Of each transaction, how many of the other author's are in its past. */
function countSeenOfOther({ txns }: ConcurrentTrace): number[] {
  const pasts: [number, number][] = [];
  return txns.map(({ parents, agent }) => {
    const past: [number, number] = [0, 0];
    for (const parent of parents) {
      const [a, b] = pasts[parent] as [number, number];
      past[0] = Math.max(past[0], a);
      past[1] = Math.max(past[1], b);
    }
    const ofOther = past[1 - agent] as number;
    past[agent] = (past[agent] as number) + 1;
    pasts.push(past);
    return ofOther;
  });
}

async function whenUpdated(doc: Y.Doc, fact: () => boolean): Promise<void> {
  const deadline = performance.now() + arrival_ms_max;
  while (!fact()) {
    if (performance.now() > deadline) throw new Error('what the other author wrote does not arrive');
    await Promise.race([new Promise((resolve) => doc.once('update', resolve)), later()]);
  }
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

/** A history of two authors who type, delete and now and then catch up; the same for the same seed. */
export function makeConcurrentTrace(seed: number, count: number): ConcurrentTrace {
  const random = mulberry32(seed);
  const docs = [0, 1].map((agent) => {
    const doc = new Y.Doc();
    doc.clientID = agent + 1;
    return doc;
  }) as [Y.Doc, Y.Doc];
  const latest: [number | null, number | null] = [null, null];
  const merged: [number | null, number | null] = [null, null];
  const txns = Array.from({ length: count }, (_, index) => {
    const agent = random() < 0.5 ? 0 : 1;
    const other = (1 - agent) as 0 | 1;
    if (random() < 0.1) {
      Y.applyUpdate(docs[agent], Y.encodeStateAsUpdate(docs[other]));
      merged[agent] = latest[other];
    }
    const text = docs[agent].getText();
    const position = Math.floor(random() * (text.length + 1));
    const deleted = random() < 0.3 ? Math.min(3, text.length - position) : 0;
    const inserted = deleted > 0 ? '' : String.fromCharCode(97 + Math.floor(random() * 26));
    if (deleted > 0) text.delete(position, deleted);
    else text.insert(position, inserted);
    const parents = [latest[agent], merged[agent]].filter((parent) => parent !== null);
    latest[agent] = index;
    return { parents, agent, patches: [[position, deleted, inserted] as Patch] };
  });
  Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(docs[1]));
  return { endContent: docs[0].getText().toString(), txns };
}

/** A small generator of random numbers in [0, 1) (Tommy Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
