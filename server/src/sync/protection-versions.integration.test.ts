import type { SessionState } from '@scriptorium/shared/api/auth.ts';
import { protocol_version, schema_version } from '@scriptorium/shared/protocol/versions.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, signUp, type TestPerson } from '../../test/people.ts';
import { metric, openRaw } from '../../test/raw-socket.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';
import { tokenFrame } from './frames.ts';

describe('versions', () => {
  const servers = makeServers();
  let server: TestServer;
  let ada: TestPerson;

  beforeAll(async () => {
    server = await servers.server({ DATABASE_URL: await servers.database() });
    ada = await signUp(server.url, 'Ada');
  });

  it.each(['v=0&schema=2', 'v=1&schema=1'])(
    'an old client (%s) is let in by the upgrade and closed as outdated, before it opens a note',
    async (query) => {
      const { id } = await ada.createNote();
      const { ws, closed } = await openRaw(server.url, `/sync?${query}`);
      const heard: unknown[] = [];
      ws.on('message', (data) => heard.push(data));
      ws.send(tokenFrame(id, await ada.token()));
      expect(await closed).toEqual({ code: 4426, reason: 'This server needs a newer version of the app' });
      expect(heard).toEqual([]);
      expect(await metric(server.url, 'scriptorium_notes_open')).toBe(0);
    },
  );

  it.each(['', '?v=1&schema=2', '?v=7&schema=9', '?v=x&schema='])(
    'a client at /sync%s is let in',
    async (query) => {
      const { id } = await ada.createNote();
      const { ws } = await openRaw(server.url, `/sync${query}`);
      const answered = new Promise((resolve) => ws.once('message', resolve));
      ws.send(tokenFrame(id, await ada.token()));
      await answered;
      ws.close();
    },
  );

  it('of the server are told to whoever asks who is signed in', async () => {
    const { versions } = (await call<SessionState>(server.url, '', 'GET', '/auth/session')).body;
    expect(versions).toMatchObject({ protocol: protocol_version, schema: schema_version });
    expect(versions?.build ?? '0123456789abcdef').toMatch(/^[0-9a-f]{16}$/);
  });
});
