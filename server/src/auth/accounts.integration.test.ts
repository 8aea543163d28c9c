import type { Person, Session, SessionState } from '@scriptorium/shared/api/auth.ts';
import { presenceColor, presenceColors } from '@scriptorium/shared/protocol/awareness.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { a_password, call, signIn, signUp } from '../../test/people.ts';
import type { TestServer } from '../../test/start-server.ts';
import { makeServers } from '../../test/servers.ts';

const servers = makeServers();
let server: TestServer;

beforeAll(async () => {
  server = await servers.server({ DATABASE_URL: await servers.database() });
});

describe('an account', () => {
  it('is made, left and entered again, and finds a workspace with one welcome note', async () => {
    const ada = await signUp(server.url, 'Ada');
    expect((await ada.api<SessionState>('GET', '/auth/session')).body.person).toMatchObject({
      name: 'Ada',
      id: ada.id,
    });
    expect((await ada.api('GET', '/workspaces')).body).toMatchObject({
      workspaces: [{ name: 'Ada’s notes', role: 'owner' }],
    });
    expect((await ada.api('GET', '/notes')).body).toMatchObject({
      notes: [{ title: 'Welcome to Scriptorium' }],
      next: null,
    });

    expect((await ada.api('POST', '/auth/sign-out')).status).toBe(204);
    expect((await ada.api('GET', '/notes')).body).toMatchObject({ kind: 'not_signed_in', status: 401 });

    const again = await signIn(server.url, ada);
    expect((await again.api<{ notes: unknown[] }>('GET', '/notes')).body.notes).toHaveLength(1);
  });

  it('keeps its address to itself, in any case of letters', async () => {
    const ada = await signUp(server.url, 'Ada');
    const again = { name: 'Eve', email: ada.email.toUpperCase(), password: a_password };
    expect((await call(server.url, '', 'POST', '/auth/sign-up/email', again)).body).toMatchObject({
      kind: 'already_exists',
    });
  });

  it('does not open with a wrong password, and does not say which of the two is wrong', async () => {
    const ada = await signUp(server.url, 'Ada');
    const tryIn = (email: string, password: string) =>
      call(server.url, '', 'POST', '/auth/sign-in/email', { email, password });
    const [wrong, nobody] = [
      await tryIn(ada.email, 'not the password'),
      await tryIn('nobody@example.com', a_password),
    ];
    for (const answer of [wrong, nobody]) {
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({
        kind: 'wrong_credentials',
        detail: 'The e-mail address or the password is wrong. Check both and try again.',
      });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  it('is not made with a bad address, a short password or no name', async () => {
    const answer = await call(server.url, '', 'POST', '/auth/sign-up/email', {
      name: ' ',
      email: 'x',
      password: 'short',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      kind: 'invalid_request',
      errors: [{ path: 'body.name' }, { path: 'body.email' }, { path: 'body.password' }],
    });
  });

  it('holds its session in a cookie that scripts cannot read and other sites cannot send', async () => {
    const body = { name: 'Ada', email: `${crypto.randomUUID()}@example.com`, password: a_password };
    const { headers } = await call(server.url, '', 'POST', '/auth/sign-up/email', body);
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^scriptorium\.session_token=.*HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('gives its session nothing to a cookie that was tampered with', async () => {
    const ada = await signUp(server.url, 'Ada');
    const forged = ada.cookie.replace(/=./, '=~');
    expect((await call(server.url, forged, 'GET', '/notes')).status).toBe(401);
  });
});

describe('a profile', () => {
  it('has a colour from the palette: derived from the id, until the person chooses one', async () => {
    const ada = await signUp(server.url, 'Ada');
    const change = (body: object) => ada.api<{ person: Person }>('PATCH', '/auth/person', body);
    const colorNow = async () => (await ada.api<SessionState>('GET', '/auth/session')).body.person?.color;
    const derived = presenceColor(ada.id);
    expect(await colorNow()).toBe(derived);
    const chosen = presenceColors.find((color) => color !== derived);
    expect((await change({ color: chosen })).body.person).toMatchObject({ name: 'Ada', color: chosen });
    expect((await change({ name: ' Augusta ' })).body.person).toMatchObject({
      name: 'Augusta',
      color: chosen,
    });
    expect(await colorNow()).toBe(chosen);
    expect((await change({ color: null })).body.person.color).toBe(derived);
  });

  it('takes no colour from elsewhere, no empty name, and nothing from strangers', async () => {
    const ada = await signUp(server.url, 'Ada');
    for (const body of [{ color: '#000000' }, { color: 'red;background:url(//x)' }, { name: ' ' }]) {
      expect((await ada.api('PATCH', '/auth/person', body)).status).toBe(400);
    }
    expect((await call(server.url, '', 'PATCH', '/auth/person', { name: 'Eve' })).status).toBe(401);
  });
});

describe('sessions', () => {
  it('are listed, and one can end another', async () => {
    const laptop = await signUp(server.url, 'Ada');
    const phone = await signIn(server.url, laptop);
    const { sessions } = (await laptop.api<{ sessions: Session[] }>('GET', '/auth/sessions')).body;
    expect(sessions).toHaveLength(2);
    expect(sessions.filter((session) => session.is_current)).toHaveLength(1);
    const other = sessions.find((session) => !session.is_current) as Session;
    expect((await laptop.api('DELETE', `/auth/sessions/${other.id}`)).status).toBe(204);
    expect((await phone.api('GET', '/notes')).status).toBe(401);
    expect((await laptop.api('GET', '/notes')).status).toBe(200);
  });

  it('of others cannot be ended, nor be known to exist', async () => {
    const [ada, eve] = [await signUp(server.url, 'Ada'), await signUp(server.url, 'Eve')];
    const { sessions } = (await ada.api<{ sessions: Session[] }>('GET', '/auth/sessions')).body;
    expect((await eve.api('DELETE', `/auth/sessions/${sessions[0]?.id}`)).status).toBe(404);
    expect((await ada.api('GET', '/notes')).status).toBe(200);
  });

  it('end with a change of the password, but for the one that changed it', async () => {
    const ada = await signUp(server.url, 'Ada');
    const stolen = await signIn(server.url, ada);
    const change = (current_password: string) =>
      ada.api('POST', '/auth/change-password', { current_password, new_password: 'another horse battery' });
    expect((await change('a wrong guess')).body).toMatchObject({ kind: 'wrong_credentials' });
    expect((await change(a_password)).status).toBe(204);
    expect((await stolen.api('GET', '/notes')).status).toBe(401);
    expect((await ada.api('GET', '/notes')).status).toBe(200);
    await expect(signIn(server.url, ada)).rejects.toThrow('wrong_credentials');
    await expect(signIn(server.url, ada, 'another horse battery')).resolves.toBeDefined();
  });
});

describe('an installation', () => {
  it('belongs to its first account, also when two are first, and then takes people as SIGN_UP says', async () => {
    const DATABASE_URL = await servers.database();
    const invite = await servers.server({ DATABASE_URL, SIGN_UP: 'invite' });
    expect((await call<SessionState>(invite.url, '', 'GET', '/auth/session')).body).toMatchObject({
      person: null,
      sign_up: 'first',
      attachment_bytes_max: 25 * 1024 * 1024,
    });
    const attempts = await Promise.allSettled([signUp(invite.url, 'Ada'), signUp(invite.url, 'Bob')]);
    const made = attempts.filter((attempt) => attempt.status === 'fulfilled');
    expect(made).toHaveLength(1);
    expect((await made[0]?.value.api<SessionState>('GET', '/auth/session'))?.body.person?.is_owner).toBe(
      true,
    );

    const late = { name: 'Eve', email: 'eve@example.com', password: a_password };
    expect((await call(invite.url, '', 'POST', '/auth/sign-up/email', late)).body).toMatchObject({
      kind: 'sign_up_closed',
    });
    await invite.stop();

    const open = await servers.server({ DATABASE_URL, SIGN_UP: 'open' });
    const eve = await signUp(open.url, 'Eve');
    expect((await eve.api<SessionState>('GET', '/auth/session')).body.person?.is_owner).toBe(false);
  });

  it('slows down whoever guesses passwords, and says for how long', async () => {
    const DATABASE_URL = await servers.database();
    const strict = await servers.server({ DATABASE_URL, RATE_LIMIT_FACTOR: '1' });
    const guess = () =>
      call(strict.url, '', 'POST', '/auth/sign-in/email', { email: 'ada@example.com', password: 'guess' });
    for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(401);
    const answer = await guess();
    expect(answer.status).toBe(429);
    expect(answer.body).toMatchObject({ kind: 'too_many_requests', retry_after_seconds: expect.any(Number) });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call(strict.url, '', 'GET', '/auth/session')).status).toBe(200);
  });
});
