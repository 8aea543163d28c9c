/** What is taken out of histories is gone, and nothing else is: on a real Postgres, with random edits of several people. */
import * as fc from 'fast-check';
import { randomPart } from '../../test/random-part.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { makeDatabase } from '../../test/database.ts';
import { applyEdit, type Edit, edits } from '../../test/random-edits.ts';
import { type Db, openPool, transaction, type Tx } from '../platform/db.ts';
import { makeLog } from '../platform/log.ts';
import { migrate } from '../platform/migrate.ts';
import { appendUpdates, type TypedTimes } from './append.ts';
import type { ClockRange } from './archive.ts';
import { intersectRanges, joinRanges } from './clock-ranges.ts';
import { compactDocument, tryLock } from './compact.ts';
import { documentAt, type Life, loadLife, loadSittings, snapshotAt } from './life.ts';
import { loadDocument } from './load.ts';
import { purgeHistory } from './purge.ts';
import { asOneSitting, joinSittings } from './sittings.ts';
import { thinHistory } from './thin.ts';

let db: Db;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const database = await makeDatabase();
  db = openPool(database.url, makeLog('silent'));
  undo.push(
    () => db.end(),
    () => database.drop(),
  );
  await migrate(db, makeLog('silent'));
  await db.query(`insert into workspaces (id, name) values ($1, 'w')`, [workspace_id]);
});

afterAll(async () => {
  for (const step of undo) await step();
});

const workspace_id = '0192c1a2-0000-7000-8000-000000000001';
const people = ['ada', 'bob', 'eve'].map((_, index) => `0192c1a2-0000-7000-8000-00000000000${'abc'[index]}`);
const begin = Date.parse('2026-01-01T00:00:00Z');
const minute = 60_000;

type Step =
  | { kind: 'edit'; by: number; hear: boolean; of: number; edit: Edit }
  | { kind: 'attribute'; by: number; hear: boolean; line: number; level: number }
  | { kind: 'pause' }
  | { kind: 'compact' };

const by = fc.nat(2);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 16,
      arbitrary: fc.record({
        kind: fc.constant('edit' as const),
        by,
        hear: fc.boolean(),
        of: fc.nat(5),
        edit: edits,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('attribute' as const),
        by,
        hear: fc.boolean(),
        line: fc.nat(20),
        level: fc.nat(3),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'pause' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'compact' as const }) },
  ),
  { minLength: 5, maxLength: 70 },
);

/** A note, people who write in it, and what it was after each of their updates. */
class Story {
  readonly note_id: string;
  /** By seq. */
  readonly revisions: string[] = [];
  readonly #server = new Y.Doc();
  readonly #people = people.map(() => new Y.Doc());
  #now = begin;

  private constructor(note_id: string) {
    this.note_id = note_id;
    this.revisions.push(contentOf(this.#server));
  }

  static async begin(): Promise<Story> {
    const { rows } = await db.query<{ id: string }>(
      `insert into notes (id, workspace_id, rank) values (uuidv7(), $1, 'a') returning id`,
      [workspace_id],
    );
    return new Story(rows[0]?.id as string);
  }

  /** How many updates there were. */
  get head(): number {
    return this.revisions.length - 1;
  }

  get now(): Date {
    return new Date(this.#now);
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.#run(step);
  }

  async write(by: number, change: (doc: Y.Doc) => void): Promise<void> {
    const person = this.#people[by] as Y.Doc;
    Y.applyUpdate(person, Y.encodeStateAsUpdate(this.#server));
    await this.#save(by, () => change(person));
  }

  pause(minutes: number): void {
    this.#now += minutes * minute;
  }

  async #run(step: Step): Promise<void> {
    if (step.kind === 'pause') return this.pause(30);
    if (step.kind === 'compact') {
      await transaction(db, (tx) => compactDocument(tx, this.note_id, 1));
      return;
    }
    const person = this.#people[step.by] as Y.Doc;
    if (step.hear) Y.applyUpdate(person, Y.encodeStateAsUpdate(this.#server));
    await this.#save(step.by, () => {
      // What somebody else wrote, and has not sent: passed on, it is told of whoever sent it.
      if (step.kind === 'edit' && step.of < people.length) {
        const other = this.#people[step.of] as Y.Doc;
        other.getText('title').insert(0, 'p');
        Y.applyUpdate(person, Y.encodeStateAsUpdate(other));
      }
      const body = person.getXmlFragment('default');
      if (step.kind === 'edit')
        return applyEdit({ doc: person, title: person.getText('title'), body }, step.edit);
      const line = body.length === 0 ? null : body.get(step.line % body.length);
      if (line instanceof Y.XmlElement) line.setAttribute('level', `${step.level}`);
    });
  }

  async #save(by: number, change: () => void): Promise<void> {
    const person = this.#people[by] as Y.Doc;
    const before = Y.encodeStateVector(this.#server);
    change();
    // As after a reconnection: with what came while nobody heard of it.
    const update = Y.encodeStateAsUpdate(person, before);
    const author_id = people[by] as string;
    this.#now += minute / 2;
    await transaction(db, (tx) =>
      appendUpdates(tx, [
        { note_id: this.note_id, author_id, received_at: this.now, typed: this.#typed(), update },
      ]),
    );
    Y.applyUpdate(this.#server, update);
    this.revisions.push(contentOf(this.#server));
  }

  /** Every fifth update was typed without a connection. */
  #typed(): TypedTimes | undefined {
    const typed_from = new Date(this.#now - (this.head % 7) * minute);
    return this.head % 5 === 0 ? { typed_from, typed_to: this.now } : undefined;
  }

  life(seq = this.head): Promise<Life> {
    return transaction(db, (tx) => loadLife(tx, this.note_id, seq, seq));
  }

  async at(seq: number): Promise<string> {
    return contentOf(documentAt(await this.life(seq), seq));
  }

  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return transaction(db, async (tx) => {
      expect(await tryLock(tx, this.note_id)).toBe(true);
      return work(tx);
    });
  }
}

/** Words, marks, attributes: what people see. */
function contentOf(doc: Y.Doc): string {
  const lines = doc
    .getXmlFragment('default')
    .toArray()
    .map((line) =>
      line instanceof Y.XmlElement
        ? [line.getAttributes(), line.toArray().map((text) => text instanceof Y.XmlText && text.toDelta())]
        : null,
    );
  return JSON.stringify([doc.getText('title').toDelta(), lines]);
}

/** What was written of it, letter by letter, and can still be read. */
function readable(archive: Y.Doc, ranges: readonly ClockRange[]): string {
  let text = '';
  for (const { client, clock, length } of ranges) {
    for (const struct of archive.store.clients.get(client) ?? []) {
      const from = Math.max(clock, struct.id.clock);
      const to = Math.min(clock + length, struct.id.clock + struct.length);
      if (from >= to || !(struct instanceof Y.Item)) continue;
      const { content } = struct;
      if (content instanceof Y.ContentDeleted) continue;
      text +=
        content instanceof Y.ContentString
          ? content.str.slice(from - struct.id.clock, to - struct.id.clock)
          : '¶';
    }
  }
  return text;
}

const rangesOf = ({ ds }: Y.Snapshot): ClockRange[] =>
  [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, length: len })),
  );

/** Who wrote each letter that came after a revision. */
const authorsAfter = (life: Life, seq: number) =>
  Map.groupBy(
    life.rows.flatMap((row) =>
      row.effects.flatMap(({ inserted }, index) =>
        row.first_seq + index > seq ? inserted.map((range) => ({ author: row.author_id, range })) : [],
      ),
    ),
    ({ author }) => author,
  );

function authorship(life: Life, seq: number): Record<string, ClockRange[]> {
  return Object.fromEntries(
    [...authorsAfter(life, seq)].map(([author, all]) => [author, joinRanges(all.map(({ range }) => range))]),
  );
}

/** By author: since when and until when something was typed without a connection. */
function timesOfTyping({ rows }: Life): Record<string, object> {
  const byAuthor = Object.groupBy(rows, ({ author_id }) => `${author_id}`);
  return Object.fromEntries(
    Object.entries(byAuthor).map(([author, rows = []]) => {
      const { typed_from, typed_to } = asOneSitting(rows);
      return [author, { typed_from, typed_to }];
    }),
  );
}

test('H5 H2: what was before a revision is gone, and each revision from it on is exactly what it was', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, randomPart, async (past, future, part) => {
      const story = await Story.begin();
      await story.run(past);
      const seq = Math.round(story.head * part);
      const before = await story.life();
      const deleted = rangesOf(snapshotAt(before, seq));
      const purged = await story.tx((tx) => purgeHistory(tx, story.note_id, seq));
      expect(purged.kept_from_seq).toBe(seq);
      expect(purged.updates).toBe(seq);
      const after = await story.life();
      expect(readable(after.archive, deleted)).toBe('');
      expect(after.from_seq).toBe(seq);
      expect(authorship(after, seq)).toEqual(authorship(before, seq));
      await story.run(future);
      await transaction(db, (tx) => compactDocument(tx, story.note_id, 1));
      for (let at = seq; at <= story.head; at++) expect(await story.at(at)).toBe(story.revisions[at]);
      const opened = new Y.Doc();
      await loadDocument({ db }, story.note_id, opened);
      expect(contentOf(opened)).toBe(story.revisions.at(-1));
    }),
    { numRuns: 40 },
  );
}, 300_000);

test('H5 H2: of a thinned sitting the end is exactly what it was, with its authors, and nothing in between can be read', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, steps, fc.nat(60), async (past, recent, future, named) => {
      const story = await Story.begin();
      await story.run(past);
      story.pause(30);
      const before_time = story.now;
      await story.run(recent);
      const points = named <= story.head ? [named] : [];
      const before = await story.life();
      const sittings = joinSittings([await transaction(db, (tx) => loadSittings(tx, story.note_id))]);
      const due = sittings.filter(({ ended_at }) => ended_at < before_time);
      await story.tx((tx) => thinHistory(tx, story.note_id, before_time, points));
      const after = await story.life();
      for (const sitting of due) {
        const ends = [
          ...points.filter((seq) => sitting.from_seq <= seq && seq < sitting.to_seq),
          sitting.to_seq,
        ];
        let from_seq = sitting.from_seq;
        for (const to_seq of ends) {
          expect(readable(after.archive, passing(before, from_seq, to_seq))).toBe('');
          for (let seq = from_seq; seq < to_seq; seq++) {
            expect(contentOf(documentAt(after, seq))).toBe(story.revisions[from_seq - 1]);
          }
          from_seq = to_seq + 1;
        }
        for (const seq of ends) expect(contentOf(documentAt(after, seq))).toBe(story.revisions[seq]);
      }
      expect(authorship(after, 0)).toEqual(authorship(before, 0));
      expect(timesOfTyping(after)).toEqual(timesOfTyping(before));
      const timeline = await transaction(db, (tx) => loadSittings(tx, story.note_id));
      expect(timeline.map(({ thinned: _, ...rest }) => rest)).toEqual(sittings);
      expect(await story.tx((tx) => thinHistory(tx, story.note_id, before_time, points))).toEqual({
        updates: 0,
        bytes: 0,
      });
      await story.run(future);
      await transaction(db, (tx) => compactDocument(tx, story.note_id, 1));
      for (let seq = due.at(-1)?.to_seq ?? 0; seq <= story.head; seq++) {
        expect(await story.at(seq)).toBe(story.revisions[seq]);
      }
    }),
    { numRuns: 40 },
  );
}, 300_000);

test('H5 H2: where one archive follows another, both are thinned, and what is purged ends in either of them', async () => {
  const story = await Story.begin();
  const much = 'x'.repeat(5 * 1024 * 1024);
  for (let round = 0; round < 4; round++) {
    await story.write(0, (doc) => doc.getText('title').insert(0, `secret ${round}, `));
    // The base stays small, the archive does not.
    await story.write(1, (doc) => doc.getText('title').insert(0, much));
    await story.write(1, (doc) => doc.getText('title').delete(0, much.length));
    await story.write(0, (doc) => doc.getText('title').delete(0, 'secret '.length));
    story.pause(10);
    await transaction(db, (tx) => compactDocument(tx, story.note_id, 1));
  }
  const archives = async () => {
    const { rows } = await db.query(
      'select from_seq, seq from document_archives where note_id = $1 order by from_seq',
      [story.note_id],
    );
    return rows.map(({ from_seq, seq }) => [from_seq, seq]);
  };
  const expectSame = async (...seqs: number[]) => {
    for (const seq of seqs)
      expect((await story.at(seq)) === story.revisions[seq], `revision ${seq}`).toBe(true);
  };
  const purge = (seq: number) => story.tx((tx) => purgeHistory(tx, story.note_id, seq));
  expect(await archives()).toEqual([
    [0, 8],
    [8, 16],
  ]);
  await expectSame(2, 8, 9);
  const before = new Date(story.now.getTime() - 11 * minute);
  const thinned = await story.tx((tx) => thinHistory(tx, story.note_id, before, []));
  expect(thinned.updates).toBe(3 * 3);
  expect(thinned.bytes).toBeGreaterThan(100);
  await expectSame(0, 4, 8, 12, 13, 14, 15, 16);
  for (const seq of [1, 2]) expect(await story.at(seq)).toBe(story.revisions[0]);
  // In the middle of a sitting that was thinned: as it was before.
  expect(await purge(7)).toMatchObject({ kept_from_seq: 7, updates: 7 });
  expect(await archives()).toEqual([
    [7, 8],
    [8, 16],
  ]);
  expect(await story.at(7)).toBe(story.revisions[4]);
  await expectSame(8, 12, 13, 14, 15, 16);
  expect(await purge(8)).toMatchObject({ kept_from_seq: 8, updates: 1 });
  expect(await archives()).toEqual([[8, 16]]);
  expect(await purge(14)).toMatchObject({ kept_from_seq: 14 });
  await expectSame(14, 15, 16);
  expect(await purge(3)).toEqual({ kept_from_seq: 14, updates: 0, bytes: 0 });
});

/** What was written and deleted between two updates. */
function passing(life: Life, from_seq: number, to_seq: number): ClockRange[] {
  const effects = life.rows.flatMap(({ first_seq, effects }) =>
    effects.filter((_, index) => first_seq + index >= from_seq && first_seq + index <= to_seq),
  );
  return intersectRanges(
    effects.flatMap(({ inserted }) => inserted),
    effects.flatMap(({ deleted }) => deleted),
  );
}
