import { randomUUID } from 'node:crypto';
import type { SearchResult, SearchResults } from '@scriptorium/shared/api/search.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import { metric, type TestServer } from '../../test/start-server.ts';

describe('search', () => {
  const servers = makeServers();
  let db: pg.Pool;
  let server: TestServer;
  let ada: TestPerson;
  let bob: TestPerson;
  let eve: TestPerson;

  beforeAll(async () => {
    const url = await servers.database();
    server = await servers.server({ DATABASE_URL: url });
    db = new pg.Pool({ connectionString: url });
    ada = await signUp(server.url, 'Ada Lovelace');
    bob = await signUp(server.url, 'Bob');
    eve = await signUp(server.url, 'Eve');
  });

  afterAll(() => db.end());

  type Parameters = Record<string, string>;
  const search = async (
    person: TestPerson,
    q: string,
    parameters: Parameters = {},
  ): Promise<SearchResult[]> => (await ask(person, q, parameters)).results;
  const ask = async (person: TestPerson, q: string, parameters: Parameters = {}): Promise<SearchResults> => {
    const { status, body } = await person.api<SearchResults>(
      'GET',
      `/search?${new URLSearchParams({ q, ...parameters })}`,
    );
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const titles = async (person: TestPerson, q: string, parameters: Parameters = {}) =>
    (await search(person, q, parameters)).map(({ title }) => title);

  /** Everything that was changed so far is in the index. */
  const indexed = () =>
    until(async () => (await db.query('select 1 from search_queue limit 1')).rowCount === 0, 'indexed');

  /** So has every word that was doubted. */
  const forgotten = () =>
    until(async () => (await db.query('select 1 from search_doubts limit 1')).rowCount === 0, 'looked for');

  const write = async (person: TestPerson, title: string, text = '', tags: string[] = []) => {
    const note = await person.createNote({ title });
    if (text) await typeInto(person, note.id, text);
    if (tags.length > 0) await person.api('PATCH', `/notes/${note.id}`, { tags });
    return note;
  };
  const typeInto = async (person: TestPerson, note_id: string, text: string) => {
    const client = await servers.open(server, person, note_id);
    for (const line of text.split('\n')) typeParagraph(client, line);
    await client.saved();
    client.close();
  };

  describe('S1: what is found', () => {
    it('S1: every word has to be there, in the title, the text or a tag, whatever its case and accents', async () => {
      await write(ada, 'Übungen für den Herbst', 'Die Straße am Fluß', ['Laufen']);
      await write(ada, 'Something else', 'fluss');
      await indexed();
      for (const q of ['ubungen fluss', 'ÜBUNGEN strasse', 'laufen herbst', 'herbst fluß laufen'])
        expect(await titles(ada, q), q).toEqual(['Übungen für den Herbst']);
      expect(await titles(ada, 'übungen winter')).toEqual([]);
    });

    it('S1: the last word is the beginning of one while it is typed, the others are whole', async () => {
      await write(ada, 'Kaleidoscope', 'mirrors and beads');
      await indexed();
      expect(await titles(ada, 'kaleid')).toEqual(['Kaleidoscope']);
      expect(await titles(ada, 'mirrors kaleid')).toEqual(['Kaleidoscope']);
      expect(await titles(ada, 'kaleid mirrors')).toEqual([]);
      expect(await titles(ada, '"kaleid"')).toEqual([]);
    });

    it('S1: a phrase is words that follow one another; minus leaves out', async () => {
      await write(ada, 'First', 'quorum sensing of bacteria');
      await write(ada, 'Second', 'sensing a quorum');
      await indexed();
      expect((await titles(ada, 'quorum sensing')).toSorted()).toEqual(['First', 'Second']);
      expect(await titles(ada, '"quorum sensing"')).toEqual(['First']);
      expect(await titles(ada, 'quorum -bacteria')).toEqual(['Second']);
      expect(await titles(ada, 'quorum -"quorum sensing"')).toEqual(['Second']);
    });

    it('S1: finds within texts that put no spaces between words', async () => {
      await write(ada, '会議の記録', '来週の火曜日に東京タワーで待ち合わせる');
      await write(ada, '한국어 노트', '도서관에서 공부했습니다');
      await indexed();
      for (const q of ['東京タワー', '東京', '火曜日 記録', '京', '"東京タワーで"', '議'])
        expect(await titles(ada, q), q).toEqual(['会議の記録']);
      expect(await titles(ada, '도서관')).toEqual(['한국어 노트']);
      expect(await titles(ada, '京東')).toEqual([]);
    });

    it('S1: tags and people are asked for by name', async () => {
      const plan = await write(ada, 'Plan with Bob', 'zeppelin', ['To do', 'Work']);
      await write(ada, 'Plan without', 'zeppelin', ['Home']);
      await ada.api('POST', `/notes/${plan.id}/members`, { email: bob.email, role: 'editor' });
      await typeInto(bob, plan.id, 'Bob was here');
      await indexed();
      expect(await titles(ada, 'zeppelin tag:work')).toEqual(['Plan with Bob']);
      expect(await titles(ada, 'tag:"to do" zeppelin')).toEqual(['Plan with Bob']);
      expect(await titles(ada, 'zeppelin -tag:home')).toEqual(['Plan with Bob']);
      expect(await titles(ada, 'zeppelin person:bob')).toEqual(['Plan with Bob']);
      expect(await titles(ada, 'zeppelin -person:bob')).toEqual(['Plan without']);
      expect(await titles(ada, 'zeppelin person:nobody')).toEqual([]);
      expect(await titles(ada, 'zeppelin', { person: bob.id })).toEqual(['Plan with Bob']);
      expect(await titles(ada, '', { tag: 'HOME' })).toEqual(['Plan without']);
      expect((await titles(ada, 'zeppelin person:love')).length).toBe(2);
    });

    it('S1: parameters narrow it to a time, a tree and the trash', async () => {
      const root = await ada.createNote({ title: 'Root of xylophones' });
      const below = await ada.createNote({ title: 'Xylophones below', parent_id: root.id });
      const other = await write(ada, 'Xylophones elsewhere');
      await ada.api('PATCH', `/notes/${other.id}`, { trashed: true });
      await indexed();
      expect((await titles(ada, 'xylophones')).toSorted()).toEqual([
        'Root of xylophones',
        'Xylophones below',
      ]);
      expect(await titles(ada, 'xylophones', { in: below.id })).toEqual(['Xylophones below']);
      expect((await titles(ada, 'xylophones', { in: root.id })).length).toBe(2);
      expect(await titles(ada, 'xylophones', { trash: 'true' })).toEqual(['Xylophones elsewhere']);
      expect((await titles(ada, 'xylophones', { trash: 'any' })).length).toBe(3);
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
      expect(await titles(ada, 'xylophones', { from: tomorrow })).toEqual([]);
      expect((await titles(ada, 'xylophones', { to: tomorrow })).length).toBe(2);
      // N12
      await ada.api('PATCH', `/notes/${below.id}`, { is_template: true });
      expect(await titles(ada, 'xylophones')).toEqual(['Root of xylophones']);
      expect((await titles(ada, 'xylophones', { trash: 'any' })).length).toBe(3);
      await ada.api('PATCH', `/notes/${below.id}`, { is_template: false });
      expect((await titles(ada, 'xylophones', { workspace_id: root.workspace_id })).length).toBe(2);
      expect(await titles(ada, 'xylophones', { workspace_id: randomUUID() })).toEqual([]);
    });
  });

  describe('S2: what one may see', () => {
    it('S2: strangers find nothing, whatever ids they guess; guests find the note that they were let into', async () => {
      const note = await write(ada, 'Secret of the walrus', 'walrus plans', ['walrus']);
      const child = await ada.createNote({ title: 'Walrus child', parent_id: note.id });
      await indexed();
      const guesses: Parameters[] = [
        {},
        { in: note.id },
        { person: ada.id },
        { tag: 'walrus' },
        { workspace_id: note.workspace_id },
        { trash: 'any' },
      ];
      for (const guess of guesses) expect(await search(eve, 'walrus', guess)).toEqual([]);
      expect(await search(eve, '', { in: child.id })).toEqual([]);
      expect(await search(eve, 'wlarus')).toEqual([]);

      await ada.api('POST', `/notes/${note.id}/members`, { email: eve.email, role: 'viewer' });
      expect(await titles(eve, 'walrus')).toEqual(['Secret of the walrus']);
      await ada.api('DELETE', `/notes/${note.id}/members/${eve.id}`);
      expect(await search(eve, 'walrus')).toEqual([]);
    });

    it('S2: who leaves a workspace finds nothing of it from then on', async () => {
      const note = await write(ada, 'Narwhal');
      await db.query(
        `insert into workspace_members (workspace_id, person_id, role) values ($1, $2, 'viewer')`,
        [note.workspace_id, eve.id],
      );
      await indexed();
      expect(await titles(eve, 'narwhal')).toEqual(['Narwhal']);
      await db.query('delete from workspace_members where workspace_id = $1 and person_id = $2', [
        note.workspace_id,
        eve.id,
      ]);
      expect(await search(eve, 'narwhal')).toEqual([]);
    });

    it('S2: a note in the trash, or below one, is found only where that is asked for', async () => {
      const parent = await ada.createNote({ title: 'Ocelot parent' });
      await ada.createNote({ title: 'Ocelot child', parent_id: parent.id });
      await ada.api('PATCH', `/notes/${parent.id}`, { trashed: true });
      await indexed();
      expect(await search(ada, 'ocelot')).toEqual([]);
      expect((await search(ada, 'ocelot', { trash: 'true' })).map(({ trashed }) => trashed)).toEqual([
        true,
        true,
      ]);
      await ada.api('PATCH', `/notes/${parent.id}`, { trashed: false });
      expect((await titles(ada, 'ocelot')).length).toBe(2);
    });

    it('S2: somebody who is not signed in is told to sign in', async () => {
      expect((await fetch(`${server.url}/api/v1/search?q=a`)).status).toBe(401);
    });
  });

  describe('S3: the best first', () => {
    it('S3: title above text above tags, and the newest among equals', async () => {
      await write(ada, 'By tag', 'nothing', ['gherkin']);
      await write(ada, 'Older', 'one gherkin here');
      await write(ada, 'Newer', 'one gherkin here');
      await write(ada, 'The gherkin');
      await indexed();
      expect(await titles(ada, 'gherkin')).toEqual(['The gherkin', 'Newer', 'Older', 'By tag']);
    });

    it('S3: pages go on where the one before ended, and come to an end', async () => {
      for (let i = 0; i < 7; i++) await write(ada, `Paging ${i}`);
      await indexed();
      const seen: string[] = [];
      let after: string | null = '0';
      while (after !== null) {
        const page: SearchResults = await ask(ada, 'paging', { limit: '3', after });
        seen.push(...page.results.map(({ title }) => title));
        after = page.next;
      }
      expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    });

    it('S3: a result shows where it was found, as text and ranges', async () => {
      const padding = 'lorem ipsum dolor '.repeat(50);
      await write(ada, 'Marked <b>quokka</b>', `${padding}\nthe Quökka <script> eats\n${padding}`);
      await indexed();
      const [found] = await search(ada, 'quokka');
      const marked = (text: string, marks: [number, number][]) => marks.map(([a, b]) => text.slice(a, b));
      expect(found?.snippet).toContain('the Quökka <script> eats');
      expect(found?.snippet.length).toBeLessThan(200);
      expect(marked(found?.snippet ?? '', found?.snippet_marks ?? [])).toEqual(['Quökka']);
      expect(marked(found?.title ?? '', found?.title_marks ?? [])).toEqual(['quokka']);
    });
  });

  it('S4: words with a letter wrong are found when nothing better is, and not in quotation marks', async () => {
    await write(ada, 'Hippopotamus', 'a thermometer');
    await indexed();
    for (const q of ['hipopotamus', 'hippoptoamus', 'themrometer', 'thermometre'])
      expect(await titles(ada, q), q).toEqual(['Hippopotamus']);
    const [found] = await search(ada, 'themrometer');
    expect(found?.snippet_marks.map(([a, b]) => found.snippet.slice(a, b))).toEqual(['thermometer']);
    expect(await titles(ada, '"themrometer"')).toEqual([]);
  });

  it('S4: a word goes with the last text that has it', async () => {
    const known = async (word: string) =>
      (await db.query('select 1 from search_words where word = $1', [word])).rowCount === 1;
    const [first, second] = [await write(ada, 'First', 'okapi'), await write(ada, 'Second', 'okapi tapir')];
    await until(async () => (await known('okapi')) && (await known('tapir')), 'known');

    const client = await servers.open(server, ada, first.id);
    client.body.delete(0, client.body.length);
    await client.saved();
    client.close();
    await indexed();
    await forgotten();
    expect([await known('okapi'), await known('tapir')]).toEqual([true, true]);

    await ada.api('PATCH', `/notes/${second.id}`, { trashed: true, at: new Date().toISOString() });
    expect((await ada.api('DELETE', `/notes/${second.id}`)).status).toBe(204);
    await until(async () => !(await known('okapi')) && !(await known('tapir')), 'forgotten');
  });

  describe('S5: the index follows', () => {
    it('S5: an edit is found within two seconds, and what was deleted is not found any more', async () => {
      const note = await write(ada, 'Follows');
      const client = await servers.open(server, ada, note.id);
      typeParagraph(client, 'ephemeral');
      await client.saved();
      const begin = performance.now();
      await until(async () => (await titles(ada, 'ephemeral')).length === 1, 'found');
      expect(performance.now() - begin).toBeLessThan(2_000);
      client.doc.getXmlFragment('default').delete(0, client.doc.getXmlFragment('default').length);
      await client.saved();
      await until(async () => (await titles(ada, 'ephemeral')).length === 0, 'gone');
    });

    it('S5: tags follow, and a note that is deleted for good takes its text with it', async () => {
      const note = await write(ada, 'Tagged axolotl');
      await indexed();
      await ada.api('PATCH', `/notes/${note.id}`, { tags: ['amphibian'] });
      await indexed();
      expect(await titles(ada, 'tag:amphibian')).toEqual(['Tagged axolotl']);
      await db.query('delete from notes where id = $1', [note.id]);
      expect((await db.query('select 1 from note_texts where note_id = $1', [note.id])).rowCount).toBe(0);
    });

    it('S5: what was saved while nobody indexed is found after a start, as are notes from before there was search', async () => {
      const note = await write(ada, 'Pangolin');
      await indexed();
      await server.kill9();
      await db.query('delete from note_texts');
      await db.query('insert into search_queue (note_id) select note_id from documents');
      await server.startAgain();
      await indexed();
      expect((await search(ada, 'pangolin')).map(({ note_id }) => note_id)).toEqual([note.id]);
    });

    it('S5: two instances share the work, and how far it lags is a metric', async () => {
      const { database_url, instances, ada: writer, clients } = await servers.scene(2);
      const own = new pg.Pool({ connectionString: database_url });
      try {
        for (let i = 0; i < 20; i++) {
          for (const [n, client] of clients.entries()) typeParagraph(client, `word${n}x${i}`);
          await Promise.all(clients.map((client) => client.saved()));
        }
        await until(async () => (await own.query('select 1 from search_queue')).rowCount === 0, 'indexed');
        for (const q of ['word0x19', 'word1x19', 'word0x0 word1x0'])
          expect(await titles(writer, q)).toEqual(['Story']);
        const counts = () => instances.map((instance) => metric(instance, 'scriptorium_search_notes_total'));
        await until(async () => (await Promise.all(counts())).reduce((a, b) => a + b) > 0, 'counted');
        const [first] = instances as [TestServer];
        expect(await metric(first, 'scriptorium_search_lag_seconds')).toBeLessThan(2);
      } finally {
        await own.end();
      }
    });
  });

  describe('S6: limits', () => {
    it.each([
      `?q=${'a'.repeat(301)}`,
      '?q=a&limit=51',
      '?q=a&after=x',
      '?q=a&in=here',
      '?q=a&from=today',
      '?trash=maybe',
    ])('S6: %s is refused in words', async (query) => {
      expect(await ada.api('GET', `/search${query}`)).toMatchObject({
        status: 400,
        body: { kind: 'invalid_request' },
      });
    });

    it.each([
      "' & !",
      '\\',
      ':*',
      '"',
      '-',
      'a:b:*',
      "it's -- ;",
      '((',
      '<->',
      '\u0000',
      '😀',
      '-a',
      'tag:',
      '%',
    ])('S6: %j is a query like any other', async (q) => {
      await search(ada, q);
    });
  });
});
