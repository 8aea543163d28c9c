import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { makeDatabase, type TestDatabase } from '../../test/database.ts';
import { startRedis } from '../../test/redis.ts';
import { until } from '../../test/clients.ts';
import { a_password, call, signUp } from '../../test/people.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';

describe('the HTTP server', () => {
  let database: TestDatabase;
  let server: TestServer;

  beforeAll(async () => {
    database = await makeDatabase();
    server = await startServer({ DATABASE_URL: database.url, REDIS_URL: inject('redis_url') });
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('sends a strict content security policy with every answer', async () => {
    for (const path of ['/', '/healthz', '/api/v1/auth/session', '/api/docs/', '/nowhere']) {
      const { headers } = await fetch(server.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none';script-src 'self';style-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  it('counts the files of the app apart: a new browser fetches them all, and its neighbours go on working', async () => {
    const own = await startServer({ DATABASE_URL: database.url, RATE_LIMIT_FACTOR: '0.05' });
    try {
      const ask = async (path: string) => (await fetch(own.url + path)).status;
      for (let i = 0; i < 50; i++) expect(await ask('/assets/any.js')).not.toBe(429);
      for (let i = 0; i < 30; i++) expect(await ask('/api/v1/auth/session')).toBe(200);
      expect(await ask('/api/v1/auth/session')).toBe(429);
      expect(await ask('/assets/any.js')).not.toBe(429);
    } finally {
      await own.stop();
    }
  });

  it('refuses what a browser sends from another site with somebody’s cookie', async () => {
    const ada = await signUp(server.url, 'Ada');
    const forged = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ];
    for (const headers of forged) {
      expect((await ada.api('POST', '/notes', {}, headers)).body).toMatchObject({
        kind: 'cross_site_request',
      });
    }
    const host = new URL(server.url).host;
    expect((await ada.api('POST', '/notes', {}, { origin: `http://${host}` })).status).toBe(201);
  });

  it('refuses sockets of pages of another site', async () => {
    const own = server.url;
    for (const door of ['/sync', `/yjs/${crypto.randomUUID()}?token=`]) {
      expect(await knock(door, 'https://evil.example')).toBe(403);
      expect(await knock(door, own)).toBe('open');
    }
    expect(await knock('/nowhere', own)).toBe(404);
  });

  function knock(path: string, origin: string): Promise<number | 'open'> {
    const socket = new WebSocket(server.url.replace('http', 'ws') + path, { origin });
    return new Promise((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => {
        socket.terminate();
        resolve(response.statusCode ?? 0);
      });
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      // Terminating before the handshake is over is an error to `ws`; the answer has been given by then.
      socket.on('error', reject);
    });
  }

  it('gives no other site leave to read', async () => {
    const { headers } = await fetch(`${server.url}/api/v1/auth/session`, {
      headers: { origin: 'https://evil.example' },
    });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('answers every error as a problem document that names its request', async () => {
    const answer = await call(server.url, '', 'GET', '/nowhere');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: 'urn:scriptorium:error:not_found',
      kind: 'not_found',
      status: 404,
      request_id: answer.headers.get('x-request-id'),
    });
  });

  it('refuses bodies that are too large, of another type or no JSON', async () => {
    const post = (body: string, type: string) =>
      fetch(`${server.url}/api/v1/auth/sign-in/email`, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      });
    const kinds = [
      await post(JSON.stringify({ email: 'x'.repeat(2_000_000) }), 'application/json'),
      await post('email=a', 'application/x-www-form-urlencoded'),
      await post('{"email"', 'application/json'),
    ].map(async (response) => ((await response.json()) as { kind: string }).kind);
    expect(await Promise.all(kinds)).toEqual(['too_large', 'unsupported_media_type', 'invalid_request']);
  });

  it('describes itself in OpenAPI 3.1, with a page to browse it', async () => {
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { summary?: string }>>;
      components: { schemas: Record<string, unknown> };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/v1/notes/{id}/content');
    expect(document.components.schemas).toHaveProperty('Problem');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.filter((operation) => !operation.summary)).toEqual([]);
    expect((await fetch(`${server.url}/api/docs/`)).status).toBe(200);
  });

  it('is alive, ready and measured', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 200, 'Redis is connected');
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({
      status: 'ok',
      checks: { database: 'ok', redis: 'ok' },
    });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(
      /^scriptorium_http_request_duration_seconds_count\{.*route="\/api\/v1\/notes".*\} \d+$/m,
    );
    expect(metrics).toMatch(/^scriptorium_sockets \d+$/m);
  });

  it('gives metrics to strangers for METRICS_TOKEN only', async () => {
    const guarded = await startServer({ DATABASE_URL: database.url, METRICS_TOKEN: 'a-long-enough-token' });
    const read = async (headers: Record<string, string>) =>
      (await fetch(`${guarded.url}/metrics`, { headers })).status;
    expect(await read({})).toBe(401);
    expect(await read({ authorization: 'Bearer a-wrong-enough-token' })).toBe(401);
    expect(await read({ authorization: 'Bearer a-long-enough-token' })).toBe(200);
    await guarded.stop();
    expect(
      (await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status,
    ).toBe(403);
  });

  it('is not ready while Redis is away, and serves all the same', async () => {
    const redis = await startRedis();
    const own = await startServer({ DATABASE_URL: database.url, REDIS_URL: redis.url });
    await until(async () => (await fetch(`${own.url}/readyz`)).status === 200, 'Redis is connected');
    await redis.stop();
    await until(async () => (await fetch(`${own.url}/readyz`)).status === 503, 'Redis is missed');
    const ada = await signUp(own.url, 'Ada');
    await ada.createNote({ title: 'without Redis' });
    expect((await own.stop()).code).toBe(0);
  });

  it('writes no secret, no address query and no text of a note into its log', async () => {
    const ada = await signUp(server.url, 'Ada', 'a password to look for');
    const note = await ada.createNote({ title: 'a title to look for' });
    await ada.api('PATCH', `/notes/${note.id}`, { title: 'a title to look for, again' });
    await ada.api('GET', `/notes/${note.id}/content?format=text&token=a-token-to-look-for`);
    await fetch(`${server.url}/yjs/${note.id}?token=a-token-to-look-for`).catch(() => undefined);
    const log = server.output();
    expect(log).toContain('"route":"/api/v1/notes/:id/content"');
    for (const secret of ['look for', 'to-look-for', a_password, ada.cookie])
      expect(log).not.toContain(secret);
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});
