import { randomUUID } from 'node:crypto';
import type { UpdateNoteRequest } from '@scriptorium/shared/api/notes.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';

/** What saves the titles of several notes locks their rows in the order of their ids, and holds no lock of the tree. */
describe('whoever changes the tree while titles are saved', () => {
  const servers = makeServers();
  let ada: TestPerson;
  let titles: pg.Client;

  beforeAll(async () => {
    const database_url = await servers.database();
    ada = await signUp((await servers.server({ DATABASE_URL: database_url })).url, 'Ada');
    titles = new pg.Client({ connectionString: database_url });
    await titles.connect();
  });
  afterAll(() => titles.end());

  /** With the lower id below the higher one. */
  async function makePair() {
    const [below, above] = [randomUUID(), randomUUID()].sort() as [string, string];
    await ada.createNote({ id: above });
    await ada.createNote({ id: below, parent_id: above });
    return { above, below };
  }

  const lock = (id: string, how = '') =>
    titles.query(`select id from notes where id = $1 for no key update ${how}`, [id]);
  const isSomebodyWaiting = async () => {
    const { rows } = await titles.query<{ is_waiting: boolean }>(
      `select exists (select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())
         as is_waiting`,
    );
    return rows[0]?.is_waiting === true;
  };

  const changes: Record<string, UpdateNoteRequest> = {
    'goes to the trash': { trashed: true },
    'is moved': { parent_id: null },
  };
  for (const [act, change] of Object.entries(changes)) {
    it(`N3: is never waited for by those it waits for, when a note ${act} with what is below it`, async () => {
      const { above, below } = await makePair();
      await titles.query('begin');
      await lock(below);
      const done = ada.api('PATCH', `/notes/${above}`, change);
      await until(isSomebodyWaiting, 'the act waits for the titles');
      await expect(lock(above, 'nowait')).resolves.toMatchObject({ rowCount: 1 });
      await titles.query('commit');
      expect((await done).status).toBe(200);
    });
  }
});
