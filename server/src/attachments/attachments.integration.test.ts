import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attachment } from '@scriptorium/shared/api/attachments.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const file_bytes_max = 64 * 1024;

describe('attachments', () => {
  const servers = makeServers();
  let server: TestServer;
  let dataDir: string;
  let db: pg.Pool;
  let ada: TestPerson;
  let eve: TestPerson;
  let note_id: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'scriptorium-attachments-'));
    const DATABASE_URL = await servers.database();
    db = new pg.Pool({ connectionString: DATABASE_URL });
    server = await servers.server({
      DATABASE_URL,
      DATA_DIR: dataDir,
      ATTACHMENT_BYTES_MAX: `${file_bytes_max}`,
      WORKSPACE_BYTES_MAX: '200KiB',
    });
    ada = await signUp(server.url, 'Ada');
    eve = await signUp(server.url, 'Eve');
  });
  afterAll(async () => {
    await db.end();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    note_id = (await ada.createNote({ title: 'Pictures' })).id;
  });
  afterEach(async () => {
    // The quota is small: each test begins with an empty workspace.
    await db.query('delete from notes where title = $1', ['Pictures']);
  });

  const addressOf = (id: string, note = note_id) => `${server.url}/api/v1/notes/${note}/attachments/${id}`;

  async function put(
    person: TestPerson,
    bytes: Buffer | string,
    { id = randomUUID() as string, note = note_id, name = 'a file', type = 'image/png' } = {},
  ) {
    const response = await fetch(`${addressOf(id, note)}?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { cookie: person.cookie, 'content-type': type },
      body: new Blob([bytes as Buffer<ArrayBuffer>]),
    });
    return { id, status: response.status, body: (await response.json()) as Attachment & { kind?: string } };
  }

  const read = (person: TestPerson, id: string, headers: Record<string, string> = {}, note = note_id) =>
    fetch(addressOf(id, note), { headers: { cookie: person.cookie, ...headers } });

  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

  const copy = (person: TestPerson, id: string, from_note_id: string, to: string) =>
    person.api<Attachment>('POST', `/notes/${to}/attachments/${id}/copy`, { from_note_id });

  const share = (person: TestPerson, role: 'viewer' | 'editor') =>
    ada.api('POST', `/notes/${note_id}/members`, { email: person.email, role });

  async function blobs(): Promise<string[]> {
    const entries = await readdir(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }

  const drafts = async () => (await blobs()).filter((name) => name.endsWith('.part'));

  /** How many have begun and not ended. */
  const uploading = async () =>
    (await db.query('select from unclaimed_blobs where due_at > now()')).rowCount ?? 0;

  const keyOf = async (id: string): Promise<string> =>
    (await db.query('select blob_key from attachments where id = $1', [id])).rows[0].blob_key;

  /** Whatever could wait for the sweep is due, and a server that starts sweeps. */
  async function sweep(): Promise<void> {
    await server.stop();
    await db.query('update unclaimed_blobs set due_at = now()');
    await server.startAgain();
    await until(async () => (await db.query('select from unclaimed_blobs')).rowCount === 0, 'it is swept');
  }

  it('come back as they were put, with what is known of them', async () => {
    const { id, status, body } = await put(ada, png, { name: 'C:\\Bilder\\Grüße.png' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id,
      note_id,
      name: 'Grüße.png',
      media_type: 'image/png',
      size_bytes: png.length,
      created_by: ada.id,
      created_at: expect.any(String),
    });
    const response = await read(ada, id);
    expect(await bytesOf(response)).toEqual(png);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': `${png.length}`,
      'content-disposition': `inline; filename="Gr__e.png"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.png`,
      'cache-control': 'private, no-cache',
    });
  });

  it('of any content type, of none, and without a byte are taken', async () => {
    for (const type of [
      'application/json',
      'text/html',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
    ]) {
      expect(await put(ada, '{"not json', { type })).toMatchObject({
        status: 201,
        body: { media_type: 'text/plain' },
      });
    }
    const { id, body } = await put(ada, '');
    expect(body.size_bytes).toBe(0);
    expect(await bytesOf(await read(ada, id))).toHaveLength(0);
  });

  it('are described by HEAD', async () => {
    const { id } = await put(ada, png);
    const response = await fetch(addressOf(id), { method: 'HEAD', headers: { cookie: ada.cookie } });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, `${png.length}`]);
    expect(await response.text()).toBe('');
  });

  it('are given in parts', async () => {
    const { id } = await put(ada, 'in the beginning was the word');
    const etag = (await read(ada, id)).headers.get('etag') ?? '';
    const part = await read(ada, id, { range: 'bytes=3-5' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 3-5/29',
      'the',
    ]);
    expect(await (await read(ada, id, { range: 'bytes=-4', 'if-range': etag })).text()).toBe('word');
    expect((await read(ada, id, { range: 'bytes=-4', 'if-range': '"another"' })).status).toBe(200);
    const beyond = await read(ada, id, { range: 'bytes=29-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */29']);
    expect(await beyond.json()).toMatchObject({ kind: 'range_not_satisfiable' });
  });

  describe('A1: what is acknowledged', () => {
    it('survives kill -9', async () => {
      const bytes = randomBytes(file_bytes_max);
      const { id } = await put(ada, bytes);
      await server.kill9();
      await server.startAgain();
      expect(await bytesOf(await read(ada, id))).toEqual(bytes);
    });

    it('is the whole: an upload that is cut off leaves nothing', async () => {
      const before = await blobs();
      const id = randomUUID();
      const half = httpRequest(addressOf(id), {
        method: 'PUT',
        headers: { cookie: ada.cookie, 'content-length': 20_000 },
      });
      half.on('error', () => undefined);
      half.write(randomBytes(10_000));
      await until(async () => (await blobs()).length > before.length, 'the bytes arrive');
      half.destroy();
      await until(async () => (await blobs()).length === before.length, 'they are cleared away');
      expect((await read(ada, id)).status).toBe(404);
      await until(async () => (await uploading()) === 0, 'it is forgotten');
    });

    it('is never half an upload: what kill -9 left is swept', async () => {
      const half = httpRequest(addressOf(randomUUID()), { method: 'PUT', headers: { cookie: ada.cookie } });
      const ended = once(half, 'error');
      half.write(randomBytes(10_000));
      await until(async () => (await drafts()).length === 1, 'the bytes arrive');
      await server.kill9();
      await ended;
      await server.startAgain();
      expect(await drafts()).toHaveLength(1);
      await sweep();
      expect(await drafts()).toEqual([]);
    });
  });

  describe('A2: a retry', () => {
    it('finds what the first try brought', async () => {
      const first = await put(ada, png, { name: 'first.png' });
      const again = await put(ada, 'something else', { id: first.id, name: 'again.txt' });
      expect(again).toEqual({ ...first, status: 200 });
      expect(await bytesOf(await read(ada, first.id))).toEqual(png);
    });

    it('at the same time as the first leaves one attachment and one blob', async () => {
      const id = randomUUID();
      const before = await blobs();
      const tries = await Promise.all(Array.from({ length: 4 }, () => put(ada, randomBytes(30_000), { id })));
      expect(tries.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
      expect(new Set(tries.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await blobs()).toHaveLength(before.length + 1);
    });

    it('by somebody else is refused; in another note the id is free', async () => {
      await share(eve, 'editor');
      const { id } = await put(ada, png);
      expect((await put(eve, png, { id })).body.kind).toBe('already_exists');
      expect((await put(eve, png, { id, note: (await eve.createNote()).id })).status).toBe(201);
    });
  });

  describe('A3: the limit', () => {
    const tooMuch = Buffer.alloc(file_bytes_max + 1);

    it('of a file is told with its number, whether the size was declared or not', async () => {
      const refusal = {
        kind: 'too_large',
        status: 413,
        bytes_max: file_bytes_max,
        detail: expect.stringContaining('0.1 MiB'),
      };
      expect((await put(ada, tooMuch)).body).toMatchObject(refusal);
      const before = await blobs();
      const streamed = await fetch(addressOf(randomUUID()), {
        method: 'PUT',
        headers: { cookie: ada.cookie },
        body: new Blob([tooMuch]).stream(),
        duplex: 'half',
      } as RequestInit);
      expect(await streamed.json()).toMatchObject(refusal);
      expect(await blobs()).toEqual(before);
      expect((await put(ada, tooMuch.subarray(1))).status).toBe(201);
    });

    it('of a workspace is told with what is left, and holds for uploads at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => put(ada, randomBytes(60 * 1024))));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
      expect(answers.find(({ status }) => status === 413)?.body).toMatchObject({
        kind: 'quota_reached',
        bytes_max: 20 * 1024,
      });
      const other = await ada.createNote({ title: 'Pictures' });
      expect((await put(ada, randomBytes(21 * 1024), { note: other.id })).body.kind).toBe('quota_reached');
      expect((await put(ada, randomBytes(20 * 1024), { note: other.id })).status).toBe(201);
    });

    it('of uploads at a time holds for each person', async () => {
      await share(eve, 'editor');
      const slow = Array.from({ length: 6 }, () => {
        const request = httpRequest(addressOf(randomUUID()), {
          method: 'PUT',
          headers: { cookie: ada.cookie },
        });
        request.on('error', () => undefined);
        request.write('begun');
        return request;
      });
      await until(async () => (await uploading()) === 6, 'all have begun');
      expect((await put(ada, png)).body).toMatchObject({ kind: 'too_many_requests', retry_after_seconds: 5 });
      expect((await put(eve, png)).status).toBe(201);
      for (const request of slow) request.destroy();
      await until(async () => (await put(ada, png)).status === 201, 'there is a turn again');
    });
  });

  describe('A4: who', () => {
    it('is a stranger finds nothing and brings nothing', async () => {
      const { id } = await put(ada, png);
      expect((await read(eve, id)).status).toBe(404);
      expect((await put(eve, png)).status).toBe(404);
      expect((await fetch(addressOf(id))).status).toBe(401);
      const own = await eve.createNote();
      expect((await read(eve, id, {}, own.id)).status).toBe(404);
    });

    it('may read may not upload', async () => {
      await share(eve, 'viewer');
      const { id } = await put(ada, png);
      expect((await read(eve, id)).status).toBe(200);
      expect((await put(eve, png)).body.kind).toBe('forbidden');
    });

    it('was let out reads nothing any more, whatever the browser kept', async () => {
      await share(eve, 'viewer');
      const { id } = await put(ada, png);
      const etag = (await read(eve, id)).headers.get('etag') ?? '';
      expect((await read(eve, id, { 'if-none-match': etag })).status).toBe(304);
      await ada.api('DELETE', `/notes/${note_id}/members/${eve.id}`);
      expect((await read(eve, id, { 'if-none-match': etag })).status).toBe(404);
    });

    it('looks into the trash may read there, and add nothing', async () => {
      const { id } = await put(ada, png);
      await ada.api('PATCH', `/notes/${note_id}`, { trashed: true });
      expect((await read(ada, id)).status).toBe(200);
      expect((await put(ada, png)).body.kind).toBe('forbidden');
      expect((await copy(ada, id, note_id, note_id)).body).toMatchObject({ kind: 'forbidden' });
      expect((await put(ada, png, { id })).status).toBe(200);
    });
  });

  describe('A5: nothing in a file can run', () => {
    const guarded = {
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    };

    it.each([
      ['HTML', '<!doctype html><script>alert(1)</script>', 'text/plain; charset=utf-8'],
      ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
      ['a PDF', '%PDF-1.7\n', 'application/pdf'],
    ])('%s that is called a picture is saved, not shown', async (_what, bytes, type) => {
      const { id } = await put(ada, bytes, { name: 'harmless.png', type: 'image/png' });
      const { headers } = await read(ada, id);
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="harmless.png"/);
      expect(Object.fromEntries(headers)).toMatchObject({ 'content-type': type, ...guarded });
    });

    it('and a picture that is called HTML is a picture', async () => {
      const { id } = await put(ada, png, { name: 'index.html', type: 'text/html' });
      expect(Object.fromEntries((await read(ada, id)).headers)).toMatchObject({
        'content-type': 'image/png',
        ...guarded,
      });
    });
  });

  describe('A6: a copy', () => {
    it('has the same id in the other note, for whoever may read that', async () => {
      const { id, body } = await put(ada, png, { name: 'map.png' });
      const other = await ada.createNote({ title: 'Pictures' });
      expect(await copy(ada, id, note_id, other.id)).toMatchObject({
        status: 201,
        body: { ...body, note_id: other.id, created_at: expect.any(String) },
      });
      expect(await copy(ada, id, note_id, other.id)).toMatchObject({
        status: 200,
        body: { note_id: other.id },
      });
      expect(await bytesOf(await read(ada, id, {}, other.id))).toEqual(png);
    });

    it('takes leave to read there and to write here, and room', async () => {
      const { id } = await put(ada, randomBytes(60 * 1024));
      const own = await eve.createNote();
      expect((await copy(eve, id, note_id, own.id)).status).toBe(404);
      await share(eve, 'viewer');
      expect((await copy(eve, id, note_id, own.id)).status).toBe(201);
      expect((await copy(eve, id, own.id, note_id)).status).toBe(403);
      expect((await copy(eve, randomUUID(), note_id, own.id)).status).toBe(404);
      const copies = [];
      for (let i = 0; i < 3; i++) {
        copies.push((await copy(ada, id, note_id, (await ada.createNote({ title: 'Pictures' })).id)).status);
      }
      expect(copies).toEqual([201, 201, 413]);
    });

    it('outlives the original', async () => {
      const { id } = await put(ada, png);
      const other = await ada.createNote({ title: 'Pictures' });
      await copy(ada, id, note_id, other.id);
      const key = await keyOf(id);
      await db.query('delete from notes where id = $1', [note_id]);
      await sweep();
      expect(await bytesOf(await read(ada, id, {}, other.id))).toEqual(png);
      await db.query('delete from notes where id = $1', [other.id]);
      await sweep();
      expect(await blobs()).not.toContain(key);
    });
  });

  describe('A7: what nobody has', () => {
    it('is deleted with its note', async () => {
      const { id } = await put(ada, png);
      const key = await keyOf(id);
      expect(await blobs()).toContain(key);
      await db.query('delete from notes where id = $1', [note_id]);
      await sweep();
      expect(await blobs()).not.toContain(key);
    });

    it('is deleted with its workspace, which has room then', async () => {
      const bob = await signUp(server.url, 'Bob');
      const note = await bob.createNote();
      const { id } = await put(bob, png, { note: note.id });
      const key = await keyOf(id);
      await db.query('delete from workspaces where id = $1', [note.workspace_id]);
      await sweep();
      expect(await blobs()).not.toContain(key);
    });
  });
});
