import { describe, expect, it } from 'vitest';
import { connectHocuspocus, type HocuspocusClient, typeParagraph, until } from '../../test/clients.ts';
import { headSeq, withDb } from '../../test/expect-all-equal.ts';
import { signUp } from '../../test/people.ts';
import { metric } from '../../test/start-server.ts';
import { makeServers } from '../../test/servers.ts';

const servers = makeServers();

describe('what was acknowledged', () => {
  it('D1 D2: survives kill -9 in the middle of typing, every time', async () => {
    const server = await servers.server({ DATABASE_URL: await servers.database() });
    const ada = await signUp(server.url, 'Ada');
    for (let round = 0; round < 5; round++) {
      const note = await ada.createNote();
      const client = await servers.open(server, ada, note.id);
      let typed = 0;
      const typing = setInterval(() => typeParagraph(client, `line ${typed++}`), 1);
      // What the provider has been told by then is promised.
      const acknowledged = () => typed - client.provider.unsyncedChanges;
      await until(
        () => typed > 50 + 30 * round && acknowledged() > 0,
        'some lines are typed, and acknowledged',
      );
      const promised = acknowledged();
      await server.kill9();
      clearInterval(typing);
      client.close();

      await server.startAgain();
      const lines = (await ada.text(note.id)).split('\n');
      expect(lines.length).toBeGreaterThanOrEqual(promised);
      expect(lines).toEqual(lines.map((_, i) => `line ${i}`));
    }
  });

  it('D2: a stop signal while people type loses nothing at all that had arrived', async () => {
    const server = await servers.server({ DATABASE_URL: await servers.database() });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const client = await servers.open(server, ada, note.id);
    for (let i = 0; i < 500; i++) typeParagraph(client, `line ${i}`);
    await until(() => client.provider.unsyncedChanges < 500, 'the first acks come');
    const { code, ms } = await server.stop();
    const acknowledged = 500 - client.provider.unsyncedChanges;
    client.close();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);

    await server.startAgain();
    const lines = (await ada.text(note.id)).split('\n').filter(Boolean);
    expect(lines.length).toBeGreaterThanOrEqual(acknowledged);
  });

  it('D3: while the database is away people go on together, nothing is acknowledged, and all of it is saved when it is back', async () => {
    const postgres = await servers.postgres();
    const server = await servers.server({ DATABASE_URL: postgres.url });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const [one, two] = [await servers.open(server, ada, note.id), await servers.open(server, ada, note.id)];
    typeParagraph(one, 'before');
    await one.saved();

    await postgres.stop();
    typeParagraph(one, 'during');
    await until(() => two.body.toString().includes('during'), 'the other one sees it');
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await ada.api('GET', '/notes')).body).toMatchObject({
      kind: 'unavailable',
      retry_after_seconds: 5,
    });
    expect(one.provider.hasUnsyncedChanges).toBe(true);

    await postgres.start();
    await one.saved();
    expect(await ada.text(note.id)).toBe('before\nduring');
  });

  it('D2: a stop signal with the database away ends within 10 s and says what it could not save', async () => {
    const postgres = await servers.postgres();
    const server = await servers.server({ DATABASE_URL: postgres.url });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const client = await servers.open(server, ada, note.id);
    await postgres.stop();
    typeParagraph(client, 'never acknowledged');
    await until(() => server.output().includes('cannot save'), 'the server notices');
    const { ms } = await server.stop();
    expect(ms).toBeLessThan(10_000);
    expect(server.output()).toContain('"updates":1,"msg":"stopped with updates that could not be saved');
    expect(client.provider.hasUnsyncedChanges).toBe(true);
  });

  it('P6: a note that the database cannot load is not "permission denied": the client comes back and gets in', async () => {
    const postgres = await servers.postgres();
    const server = await servers.server({ DATABASE_URL: postgres.url });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote({ title: 'Patience' });
    const token = await ada.token();
    await postgres.stop();
    const opening = connectHocuspocus(server.url, note.id, token);
    const closed = 'scriptorium_sockets_closed_total{kind="try_again_later"}';
    await until(async () => (await metric(server, closed)) > 0, 'the server asks for patience');
    await postgres.start();
    const client = servers.closing(await opening);
    expect(client.title.toString()).toBe('Patience');
  });

  it('is in the log one row a commit, its updates apart and its seqs without a gap', async () => {
    const scene = await servers.scene(1);
    const [client] = scene.clients as [HocuspocusClient];
    const before = await headSeq(scene);
    for (let i = 0; i < 100; i++) typeParagraph(client, `line ${i}`);
    await client.saved();
    const { rows } = await withDb(scene, (db) =>
      db.query(
        `select first_seq, last_seq, author_id from document_log
         where note_id = $1 and first_seq > $2 order by first_seq`,
        [scene.note_id, before],
      ),
    );
    let seq = before;
    for (const row of rows) {
      expect(row.first_seq).toBe(seq + 1);
      expect(row.author_id).toBe(scene.ada.id);
      seq = row.last_seq;
    }
    expect([seq, await headSeq(scene)]).toEqual([before + 100, before + 100]);
    expect(rows.length).toBeLessThan(100);
  });
});
