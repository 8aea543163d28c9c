/** The lives that were asked for lately, in memory: whoever moves a scrubber asks for one revision after the other. */
import { effectsOf } from '../documents/compact.ts';
import type { LogRow } from '../documents/raw-segment.ts';
import type { Sitting } from '../documents/sittings.ts';
import { type Db, transaction, type Tx } from '../platform/db.ts';
import { type Life, loadLife, loadSittings } from '../documents/life.ts';

/** A life of 260,000 edits takes about 150 MB. */
const lives_max = 3;
const idle_ms_max = 60_000;

export class Lives {
  readonly #db: Db;
  /** The one that was asked for latest is last. */
  readonly #lives = new Map<string, Life>();
  #forgetting: NodeJS.Timeout | undefined;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Up to the newest update that is committed. */
  async get(note_id: string): Promise<Life> {
    const known = this.#lives.get(note_id);
    this.#lives.delete(note_id);
    const life = known && (await this.#followed(note_id, known)) ? known : await this.#load(note_id);
    this.#lives.set(note_id, life);
    for (const oldest of this.#lives.keys()) {
      if (this.#lives.size <= lives_max) break;
      this.#lives.delete(oldest);
    }
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => this.#lives.clear(), idle_ms_max);
    return life;
  }

  /** From the oldest to the newest. */
  sittings(note_id: string): Promise<Sitting[]> {
    return this.#read((tx) => loadSittings(tx, note_id));
  }

  #load(note_id: string): Promise<Life> {
    return this.#read((tx) => loadLife(tx, note_id));
  }

  #read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return transaction(this.#db, async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      return work(tx);
    });
  }

  /** Adds what came since. @returns false when it is not in the log any more */
  async #followed(note_id: string, life: Life): Promise<boolean> {
    const { rows } = await this.#db.query<LogRow & { head_seq: number }>(
      `select d.head_seq, l.* from documents d
       left join document_log l on l.note_id = d.note_id and l.first_seq > $2
       where d.note_id = $1 order by l.first_seq`,
      [note_id, life.head_seq],
    );
    const head_seq = rows[0]?.head_seq ?? 0;
    if (head_seq === life.head_seq) return true;
    if (rows[0]?.first_seq !== life.head_seq + 1) return false;
    life.rows.push(...effectsOf(life.archive, rows));
    life.head_seq = rows.at(-1)?.last_seq ?? life.head_seq;
    return true;
  }
}
