import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { connectHocuspocus, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase } from '../../test/database.ts';
import { signUp } from '../../test/people.ts';
import { startServer } from '../../test/start-server.ts';
import { type Db, openPool, transaction } from '../platform/db.ts';
import { migrate } from '../platform/migrate.ts';
import { makeLog } from '../platform/log.ts';
import { appendUpdates } from './append.ts';
import { compactDocument } from './compact.ts';
import { documentAt, loadLife } from './life.ts';
import { loadDocument } from './load.ts';
import { compress } from './zstd.ts';

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function ownDatabase(): Promise<{ url: string; db: Db }> {
  const database = await makeDatabase();
  const db = openPool(database.url, makeLog('silent'));
  undo.push(async () => {
    await db.end();
    await database.drop();
  });
  return { url: database.url, db };
}

/** A note in an empty database, and somebody who types into it as the server logs it: an update a letter. */
async function noteWithTypist(db: Db) {
  await migrate(db, makeLog('silent'));
  const note_id = '0192c1a2-0000-7000-8000-000000000001';
  const author_id = '0192c1a2-0000-7000-8000-00000000000a';
  await db.query(`insert into workspaces (id, name) values ($1, 'w')`, [author_id]);
  await db.query(`insert into notes (id, workspace_id, rank) values ($1, $2, 'a')`, [note_id, author_id]);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const save = async () => {
    const received_at = new Date();
    const typed = updates.splice(0).map((update) => ({ note_id, author_id, received_at, update }));
    await transaction(db, (tx) => appendUpdates(tx, typed));
  };
  const type = async (letters: string) => {
    for (const letter of letters) doc.getText('t').insert(doc.getText('t').length, letter);
    await save();
  };
  return { note_id, author_id, doc, type, save };
}

async function textInDatabase(db: Db, note_id: string): Promise<{ text: string; seq: number }> {
  const doc = new Y.Doc();
  const { seq } = await loadDocument({ db }, note_id, doc);
  return { text: doc.getText('t').toString(), seq };
}

describe('compaction', () => {
  it('D5: changes nothing that can be read, and keeps every update with its author and time', async () => {
    const { db } = await ownDatabase();
    const { note_id, author_id, doc, type } = await noteWithTypist(db);
    await type('the first half, ');
    expect(await transaction(db, (tx) => compactDocument(tx, note_id, 1))).toMatchObject({
      seq: 16,
      updates: 16,
    });
    await type('the second');
    expect(await textInDatabase(db, note_id)).toEqual({ text: 'the first half, the second', seq: 26 });
    await transaction(db, (tx) => compactDocument(tx, note_id, 1));
    expect(await textInDatabase(db, note_id)).toEqual({ text: 'the first half, the second', seq: 26 });
    expect((await db.query('select 1 from document_log')).rowCount).toBe(0);

    const life = await transaction(db, (tx) => loadLife(tx, note_id, 1, 1));
    expect(life.to_seq).toBe(26);
    for (const { author_id: by, received_at, committed_at, effects } of life.rows) {
      expect(by).toBe(author_id);
      expect(Math.abs(received_at.getTime() - committed_at.getTime())).toBeLessThan(60_000);
      for (const { inserted } of effects) {
        expect(inserted).toMatchObject([{ client: doc.clientID, length: 1 }]);
      }
    }
    expect(life.rows.flatMap(({ effects }) => effects)).toHaveLength(26);
  });

  it('D5: takes over what was archived before there were archives', async () => {
    const { db } = await ownDatabase();
    const { note_id, author_id, type } = await noteWithTypist(db);
    await type('an old ');
    const { rows } = await db.query(
      'select first_seq, last_seq, received_at, committed_at, frames from document_log',
    );
    // As the versions before made it: the base, and a segment with the updates themselves.
    const stored = new Y.Doc();
    await loadDocument({ db }, note_id, stored);
    const state = Y.encodeStateAsUpdate(stored);
    await db.query('insert into document_bases (note_id, seq, state, state_bytes) values ($1, $2, $3, $4)', [
      note_id,
      rows.at(-1).last_seq,
      await compress(state),
      state.length,
    ]);
    await db.query(
      'insert into document_segments (note_id, first_seq, last_seq, raw_rows) values ($1, $2, $3, $4)',
      [note_id, 1, rows.at(-1).last_seq, await rawSegment(author_id, rows)],
    );
    await db.query('delete from document_log');
    const life = () => transaction(db, (tx) => loadLife(tx, note_id, 1, 1));
    expect(
      documentAt(await life(), 4)
        .getText('t')
        .toString(),
    ).toBe('an o');

    await type('note');
    await transaction(db, (tx) => compactDocument(tx, note_id, 1));
    expect((await db.query('select 1 from document_segments where effects is null')).rowCount).toBe(0);
    const after = await life();
    expect(after.rows.map(({ author_id: by }) => by)).toEqual(after.rows.map(() => author_id));
    expect(documentAt(after, 4).getText('t').toString()).toBe('an o');
    expect(documentAt(after, after.to_seq).getText('t').toString()).toBe('an old note');
  });

  it('D5 H2: an archive that has become large is followed by another, and every revision is still there', async () => {
    const { db } = await ownDatabase();
    const { note_id, doc, type, save } = await noteWithTypist(db);
    const texts: string[] = [];
    const much = 'x'.repeat(5 * 1024 * 1024);
    for (let round = 0; round < 4; round++) {
      await type('a');
      texts.push(doc.getText('t').toString());
      // Written and deleted: the base stays small, the archive does not.
      doc.getText('t').insert(0, much);
      doc.getText('t').delete(0, much.length);
      await save();
      await type('b');
      await transaction(db, (tx) => compactDocument(tx, note_id, 1));
    }
    const { rows } = await db.query(
      'select from_seq, seq, state_bytes from document_archives order by from_seq',
    );
    expect(rows.map(({ from_seq, seq }) => [from_seq, seq])).toEqual([
      [0, 8],
      [8, 16],
    ]);
    for (const { state_bytes } of rows) expect(state_bytes).toBeLessThan(11 * 1024 * 1024);
    for (const [round, text] of texts.entries()) {
      const seq = 4 * round + 1;
      const life = await transaction(db, (tx) => loadLife(tx, note_id, seq, seq));
      expect([life.from_seq <= seq, life.to_seq >= seq, life.isLast]).toEqual([true, true, round > 1]);
      expect(documentAt(life, seq).getText('t').toString()).toBe(text);
      expect(documentAt(life, seq + 1).getText('t').length).toBe(much.length + text.length);
    }
  });

  it('D5: of two that compact the same note at once one wins, and nothing is lost', async () => {
    const { db } = await ownDatabase();
    const { note_id, type } = await noteWithTypist(db);
    let text = '';
    for (let round = 0; round < 10; round++) {
      await type('abcdefghij');
      text += 'abcdefghij';
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => transaction(db, (tx) => compactDocument(tx, note_id, 1))),
      );
      expect(outcomes.filter((outcome) => outcome?.updates === 10)).toHaveLength(1);
      expect(await textInDatabase(db, note_id)).toEqual({ text, seq: text.length });
    }
    const { rows } = await db.query('select first_seq, last_seq from document_segments order by first_seq');
    expect(rows).toEqual(
      Array.from({ length: 10 }, (_, i) => ({ first_seq: 10 * i + 1, last_seq: 10 * i + 10 })),
    );
  });

  it('D5: a log with a hole is not compacted, and says so', async () => {
    const { db } = await ownDatabase();
    const { note_id, type } = await noteWithTypist(db);
    await type('ab');
    await type('cd');
    await db.query('delete from document_log where first_seq = 1');
    await expect(transaction(db, (tx) => compactDocument(tx, note_id, 1))).rejects.toThrow('hole');
    expect((await db.query('select 1 from document_bases')).rowCount).toBe(0);
  });

  it('D5: reading in pages while a compaction moves the rows away finds everything', async () => {
    const { db } = await ownDatabase();
    const { note_id, type } = await noteWithTypist(db);
    for (let i = 0; i < 40; i++) await type('0123456789');
    const reading = Array.from({ length: 30 }, async () => {
      const { text, seq } = await textInDatabase(db, note_id);
      expect([text.length, seq]).toEqual([400, 400]);
    });
    await transaction(db, (tx) => compactDocument(tx, note_id, 1));
    await Promise.all(reading);
  });

  it('D6: follows typing by itself, so that opening reads one base and a bounded tail', async () => {
    const { url, db } = await ownDatabase();
    const env = {
      DATABASE_URL: url,
      COMPACT_AFTER_UPDATES: '50',
      SECRET: 'a secret that outlives the server, 32+',
    };
    const server = await startServer(env);
    undo.push(() => server.kill9());
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const client = await connectHocuspocus(server.url, note.id, ada.token);
    for (let i = 0; i < 300; i++) {
      typeParagraph(client, `line ${i}`);
      if (i % 20 === 0) await client.saved();
    }
    await client.saved();
    const tail = async () =>
      Number(
        (await db.query('select coalesce(sum(last_seq - first_seq + 1), 0) as n from document_log')).rows[0]
          .n,
      );
    await until(async () => (await tail()) < 50, 'the log is compacted');
    const before = await ada.text(note.id);
    client.close();
    await server.stop();

    const again = await startServer({ ...env, PORT: new URL(server.url).port });
    undo.push(() => again.kill9());
    expect(await ada.text(note.id)).toBe(before);
    expect(before.split('\n')).toEqual(Array.from({ length: 300 }, (_, i) => `line ${i}`));
  });
});

describe('a note that is deleted', () => {
  it('takes its log, base and segments with it', async () => {
    const { db } = await ownDatabase();
    const { note_id, type } = await noteWithTypist(db);
    await type('ab');
    await transaction(db, (tx) => compactDocument(tx, note_id, 1));
    await type('cd');
    await db.query('delete from notes where id = $1', [note_id]);
    const tables = ['documents', 'document_log', 'document_bases', 'document_archives', 'document_segments'];
    for (const table of tables) {
      expect((await db.query(`select 1 from ${table}`)).rowCount).toBe(0);
    }
  });
});

/** The format of `raw-segment.ts`. */
async function rawSegment(author_id: string, rows: RawRow[]): Promise<Uint8Array> {
  const encoder = createEncoder();
  for (const { first_seq, last_seq, received_at, committed_at, frames } of rows) {
    writeVarUint(encoder, last_seq - first_seq + 1);
    writeVarUint(encoder, received_at.getTime());
    writeVarUint(encoder, committed_at.getTime());
    writeUint8Array(encoder, Buffer.from(author_id.replaceAll('-', ''), 'hex'));
    writeVarUint(encoder, 0);
    writeVarUint8Array(encoder, frames);
  }
  return compress(toUint8Array(encoder));
}

interface RawRow {
  first_seq: number;
  last_seq: number;
  received_at: Date;
  committed_at: Date;
  frames: Buffer;
}
