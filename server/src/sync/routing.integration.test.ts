import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { connectYWebsocket, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase, type TestDatabase } from '../../test/database.ts';
import { type Instance, startInstance } from '../../test/instance.ts';
import { startNginx, type TestNginx } from '../../test/nginx.ts';
import { signUp } from '../../test/people.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';

describe('nginx routes by note id', () => {
  let instances: Instance[];
  let nginx: TestNginx;
  const ids = Array.from({ length: 300 }, () => randomUUID());

  beforeAll(async () => {
    instances = await Promise.all(['one', 'two', 'three'].map((name) => startInstance(name)));
    nginx = await startNginx({ SERVERS: instances.map(({ address }) => address).join(' ') });
  });

  afterAll(async () => {
    await nginx.stop();
    await Promise.all(instances.map((each) => each.kill()));
  });

  afterEach(() => {
    for (const instance of instances) instance.isStopping = instance.breaksOff = false;
  });

  it('a note goes to the same instance by the API, by /yjs and by the hint of /sync', async () => {
    for (const id of ids.slice(0, 30)) {
      const doors = await Promise.all([
        ask(nginx.url, `/api/v1/notes/${id}`),
        ask(nginx.url, `/api/v1/notes/${id}/content?format=markdown`, 'PUT'),
        greeting(nginx.url, `/yjs/${id}?token=t`),
        greeting(nginx.url, `/sync?note=${id}`),
      ]);
      expect(new Set(doors).size).toBe(1);
    }
  });

  it('many notes are spread over all instances', async () => {
    const share = countBy(await homes(nginx.url, ids));
    for (const { name } of instances) {
      expect(share.get(name) ?? 0).toBeGreaterThan(0.15 * ids.length);
      expect(share.get(name) ?? 0).toBeLessThan(0.55 * ids.length);
    }
  });

  it('a fourth instance takes its share of the notes, and no other note moves', async () => {
    const fourth = await startInstance('four');
    onTestFinished(() => fourth.kill());
    const all = [...instances, fourth];
    const wider = await startNginx({ SERVERS: all.map(({ address }) => address).join(' ') });
    onTestFinished(() => wider.stop());
    const [before, after] = [await homes(nginx.url, ids), await homes(wider.url, ids)];
    const moved = after.filter((home, index) => home !== before[index]);
    expect(new Set(moved)).toEqual(new Set(['four']));
    expect(moved.length).toBeLessThan(0.45 * ids.length);
  });

  it('what is about no note goes to any instance', async () => {
    const seen = new Set<string>();
    await until(async () => seen.add(await ask(nginx.url, '/api/v1/notes')).size === 3, 'all list notes');
    seen.clear();
    await until(async () => seen.add(await greeting(nginx.url, '/sync')).size === 3, 'all take sockets');
  });

  it('an upgraded socket carries frames both ways', async () => {
    const socket = new WebSocket(`${nginx.url}/sync?note=${ids[0]}`);
    await once(socket, 'message');
    for (const frame of [Buffer.from([0, 1, 255]), Buffer.alloc(200_000, 7)]) {
      socket.send(frame);
      const [echo] = await once(socket, 'message');
      expect(frame.equals(echo)).toBe(true);
    }
    socket.close();
    await once(socket, 'close');
  });

  it('the notes of an instance that dies go to the others at once, theirs stay, and it gets its own back', async () => {
    const before = await homes(nginx.url, ids);
    const [dead] = instances;
    if (!dead) throw new Error('no instance');
    const id = ids.find((_, index) => before[index] === dead.name);
    const socket = new WebSocket(`${nginx.url}/yjs/${id}`);
    await once(socket, 'message');
    await Promise.all([once(socket, 'close'), dead.kill()]);

    expect(await greeting(nginx.url, `/yjs/${id}`)).not.toBe(dead.name);
    const during = await homes(nginx.url, ids);
    expect(during).not.toContain(dead.name);
    const took = countBy(during.filter((_, index) => before[index] === dead.name));
    expect(took.size).toBe(2);
    ids.forEach((_, index) => {
      if (before[index] !== dead.name) expect(during[index]).toBe(before[index]);
    });

    await dead.revive();
    await until(async () => (await homes(nginx.url, ids)).join() === before.join(), 'its notes are back');
  });

  it('a socket that a stopping instance refuses is let in by another', async () => {
    const path = `/yjs/${ids[2]}`;
    const home = await greeting(nginx.url, path);
    for (const instance of instances) instance.isStopping = instance.name === home;
    expect(await greeting(nginx.url, path)).not.toBe(home);
  });

  it('a read that breaks off is asked of another instance, a POST never is', async () => {
    const path = `/api/v1/notes/${ids[1]}`;
    const home = await ask(nginx.url, path);
    for (const instance of instances) instance.breaksOff = instance.name === home;
    expect(await ask(nginx.url, path)).not.toBe(home);
    for (const instance of instances) instance.breaksOff = true;
    const posts = () => instances.reduce((sum, { posts }) => sum + posts, 0);
    const before = posts();
    expect((await fetch(nginx.url + path, { method: 'POST', body: 'once' })).status).toBe(502);
    expect(posts()).toBe(before + 1);
  });

  it('the page is served with its headers, hashed files for ever, and metrics to nobody', async () => {
    const page = await fetch(`${nginx.url}/notes/${ids[0]}`);
    expect(await page.text()).toBe('the page');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await fetch(`${nginx.url}/assets/app-1a2b3c.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const { headers } of [page, script]) {
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
    expect((await fetch(`${nginx.url}/assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${nginx.url}/metrics`)).status).toBe(404);
  });
});

describe('the address that instances see', () => {
  it('is the one that nginx sees, and what a proxy says only where TRUST_PROXY names it', async () => {
    const instance = await startInstance('one');
    onTestFinished(() => instance.kill());
    const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };
    for (const [trusted, expected] of [
      ['', '127.0.0.1'],
      ['10.0.0.0/8, 127.0.0.1', '203.0.113.9'],
    ] as const) {
      const nginx = await startNginx({ SERVERS: instance.address, TRUST_PROXY: trusted });
      onTestFinished(() => nginx.stop());
      await (await fetch(`${nginx.url}/api/v1/me`, { headers })).text();
      expect(instance.lastForwardedFor).toBe(expected);
    }
  });
});

describe('two instances of Scriptorium behind nginx', () => {
  let dataDir: string;
  let database: TestDatabase;
  let servers: TestServer[];
  let nginx: TestNginx;

  beforeAll(async () => {
    database = await makeDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'scriptorium-routing-'));
    const env = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ATTACHMENT_BYTES_MAX: '4MiB',
      SECRET: 'a secret of 32 characters or more',
      TRUST_PROXY: '127.0.0.1',
    };
    servers = await Promise.all([startServer(env), startServer(env)]);
    nginx = await startNginx({ SERVERS: servers.map(({ url }) => new URL(url).host).join(' ') });
  });

  afterAll(async () => {
    await nginx.stop();
    await Promise.all(servers.map((server) => server.stop()));
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  it('a file comes through as it is, is in both, and one that is too large is refused in words', async () => {
    const ada = await signUp(nginx.url, 'Ada');
    const path = `/api/v1/notes/${(await ada.createNote()).id}/attachments/${randomUUID()}`;
    const headers = { cookie: ada.cookie };
    const bytes = randomBytes(4 * 1024 * 1024);
    const put = (body: Buffer<ArrayBuffer>) =>
      fetch(nginx.url + path, { method: 'PUT', headers, body: new Blob([body]) });
    expect(await (await put(Buffer.alloc(bytes.length + 1))).json()).toMatchObject({ kind: 'too_large' });
    expect((await put(bytes)).status).toBe(201);
    for (const url of [nginx.url, ...servers.map((server) => server.url)]) {
      const answer = await fetch(url + path, { headers });
      expect(bytes.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    }
  });

  it('D2: an instance that is stopped closes its sockets with 1001; their people go on at the other, with all text', async () => {
    const ada = await signUp(nginx.url, 'Ada');
    const note = await ada.createNote();
    const one = await connectYWebsocket(nginx.url, note.id, await ada.token());
    const two = await connectYWebsocket(nginx.url, note.id, await ada.token());
    typeParagraph(one, 'before');
    await until(() => two.body.length === 1, 'they meet on one instance');

    const socket = new WebSocket(`${nginx.url}/yjs/${note.id}?token=${await ada.token()}`);
    await once(socket, 'open');
    socket.send(sync_step_1_of_nothing);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    const home = await homeOf(servers, () => ada.api('GET', `/notes/${note.id}`));
    await home.stop();
    expect((await closed)[0]).toBe(1001);

    typeParagraph(two, 'after');
    await until(() => one.body.length === 2, 'they meet again on the other');
    await until(async () => (await ada.text(note.id)) === 'before\nafter', 'and it is stored');
    one.close();
    two.close();
    servers = servers.filter((server) => server !== home);
  });

  it('the page says with its headers what the server says with its own', async () => {
    const [server] = servers;
    const [ofNginx, ofServer] = await Promise.all([fetch(nginx.url), fetch(`${server?.url}/`)]);
    for (const name of security_headers)
      expect([name, ofNginx.headers.get(name)]).toEqual([name, ofServer.headers.get(name)]);
  });
});

const sync_step_1_of_nothing = Uint8Array.of(0, 0, 1, 0);
const security_headers = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
];

/** Who of them logs a request that goes through nginx. */
async function homeOf(servers: TestServer[], request: () => Promise<unknown>): Promise<TestServer> {
  const lengths = servers.map((server) => server.output().length);
  await request();
  let home: TestServer | undefined;
  await until(() => {
    home = servers.find((server, index) =>
      server.output().slice(lengths[index]).includes('/api/v1/notes/:id'),
    );
    return home !== undefined;
  }, 'one of them logs the request');
  return home as TestServer;
}

async function ask(url: string, path: string, method = 'GET'): Promise<string> {
  const response = await fetch(url + path, { method });
  if (response.status !== 200) throw new Error(`${method} ${path} answered ${response.status}`);
  return response.text();
}

async function greeting(url: string, path: string): Promise<string> {
  const socket = new WebSocket(url + path);
  const [frame] = await once(socket, 'message');
  socket.close();
  await once(socket, 'close');
  return String(frame);
}

function homes(url: string, ids: string[]): Promise<string[]> {
  return Promise.all(ids.map((id) => ask(url, `/api/v1/notes/${id}`)));
}

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
