/** The lives that were asked for lately, in memory: whoever moves a scrubber asks for one revision after the other. */
import { effectsOf } from '../documents/compact.ts';
import type { LogRow } from '../documents/raw-segment.ts';
import type { Sitting } from '../documents/sittings.ts';
import { type Db, transaction, type Tx } from '../platform/db.ts';
import { type Life, loadLife, loadSittings } from '../documents/life.ts';
import { type Carried, decodeCarried } from './changes/carried.ts';

/** One of 260,000 edits takes about 150 MB. */
const lives_max = 3;

export class Lives {
  readonly #db: Db;
  /** Stretches; the one that was asked for latest is last. */
  readonly #lives = new Map<string, Life>();

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * What has both revisions in it; where they are far apart, perhaps the later one only.
   * @param since at most `seq`
   */
  async get(note_id: string, seq: number, since = seq): Promise<Life> {
    const lives = await this.#livesOf(note_id);
    const known = await this.#known(note_id, lives, since, seq);
    const life = known ?? (await this.#load(note_id, since, seq));
    const key = `${lives}${life.from_seq}`;
    this.#lives.delete(key);
    this.#lives.set(key, life);
    for (const oldest of this.#lives.keys()) {
      if (this.#lives.size <= lives_max) break;
      this.#lives.delete(oldest);
    }
    return life;
  }

  /** What was once is not changed any more: only of what is new the database has to be asked. */
  async #known(note_id: string, lives: string, since: number, seq: number): Promise<Life | null> {
    for (const [key, life] of this.#lives) {
      if (!key.startsWith(lives) || life.from_seq > since) continue;
      if (seq <= life.to_seq) return life;
      if (life.isLast && (await this.#followed(note_id, life))) return life;
    }
    return null;
  }

  /** Of the restores between two revisions: what they copied, by their seqs. */
  async copies(note_id: string, since: number, seq: number): Promise<Map<number, Carried[]>> {
    const { rows } = await this.#db.query<{ seq: number; carried: Buffer }>(
      `select seq, carried from history_entries
       where note_id = $1 and seq > $2 and seq <= $3 and carried is not null`,
      [note_id, since, seq],
    );
    return new Map(rows.map(({ seq, carried }) => [seq, decodeCarried(carried)]));
  }

  /**
   * What was loaded before something was purged is forgotten, whichever instance purged it (H5).
   * @returns what the keys of the others begin with
   */
  async #livesOf(note_id: string): Promise<string> {
    const { rows } = await this.#db.query<{ purges: number }>(
      'select purges from documents where note_id = $1',
      [note_id],
    );
    const lives = `${note_id} ${rows[0]?.purges ?? 0} `;
    for (const key of this.#lives.keys()) {
      if (key.startsWith(note_id) && !key.startsWith(lives)) this.#lives.delete(key);
    }
    return lives;
  }

  /** From the oldest to the newest. */
  sittings(note_id: string): Promise<Sitting[]> {
    return this.#read((tx) => loadSittings(tx, note_id));
  }

  #load(note_id: string, since: number, seq: number): Promise<Life> {
    return this.#read((tx) => loadLife(tx, note_id, since, seq));
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
      [note_id, life.to_seq],
    );
    const head_seq = rows[0]?.head_seq ?? 0;
    if (head_seq === life.to_seq) return true;
    if (rows[0]?.first_seq !== life.to_seq + 1) return false;
    life.rows.push(...effectsOf(life.archive, rows));
    life.to_seq = rows.at(-1)?.last_seq ?? life.to_seq;
    return true;
  }
}
