/** Mails of what nobody has read: when, what is in them, how often. The clock is the test's. */
import { until } from '../../../test/clients.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { call, signUp, type TestPerson } from '../../../test/people.ts';
import { makeServers } from '../../../test/servers.ts';
import type { TestServer } from '../../../test/start-server.ts';
import { notify } from '../../access/notify.ts';
import type { Context } from '../../platform/context.ts';
import { type Db, openPool, transaction } from '../../platform/db.ts';
import { makeLog } from '../../platform/log.ts';
import type { Mail, Mailer } from '../../platform/mail.ts';
import { defaultPreferences, type Preferences } from '@scriptorium/shared/api/notifications.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimDigest } from './claim.ts';
import { sendDigests } from './send-digests.ts';

const servers = makeServers();
const secret = 'a secret that outlives every server';
let server: TestServer;
let db: Db;
let ada: TestPerson;
let bob: TestPerson;
let note_id: string;
let workspace_id: string;
let sent: Mail[] = [];

const in_minutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** An instance's view: its own pool of connections is not needed, its mailer is. */
function instance(send: Mailer['send'] = async (mail) => void sent.push(mail)): Context {
  const mailer: Mailer = { send, outbox: null, stop: () => undefined };
  const config = { publicUrl: new URL('https://notes.example.org'), port: 3000 };
  return { db, secret, mailer, config, log: makeLog('silent') } as unknown as Context;
}

beforeAll(async () => {
  const database_url = await servers.database();
  server = await servers.server({ DATABASE_URL: database_url, SECRET: secret });
  db = openPool(database_url, makeLog('silent'));
});

afterAll(() => db.end());

beforeEach(async () => {
  sent = [];
  await db.query('delete from notifications');
  await db.query('delete from notification_mails');
  ada = await signUp(server.url, 'Ada');
  bob = await signUp(server.url, 'Bob');
  workspace_id = (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body.id;
  await db.query(`insert into workspace_members (workspace_id, person_id, role) values ($1, $2, 'editor')`, [
    workspace_id,
    bob.id,
  ]);
  note_id = (await ada.createNote({ title: 'Plan <b>', workspace_id })).id;
});

async function tell(
  kind: 'mention' | 'change' | 'share' = 'mention',
  excerpt = 'Ask @Bob & co',
): Promise<void> {
  await transaction(db, (tx) => notify(tx, { kind, note_id, by_id: ada.id, details: { excerpt } }, [bob.id]));
}

const prefer = (change: Partial<Preferences>) =>
  bob.api('PUT', '/notifications/preferences', { ...defaultPreferences, ...change });

describe('NT5: a mail', () => {
  it('comes a quarter of an hour later, once, with all there is, to whoever has not read it', async () => {
    await tell();
    await tell('share', 'The beginning');
    await sendDigests(instance(), in_minutes(10));
    expect(sent).toEqual([]);
    await sendDigests(instance(), in_minutes(16));
    await sendDigests(instance(), in_minutes(60));
    expect(sent).toHaveLength(1);
    const [mail] = sent as [Mail];
    expect(mail).toMatchObject({ to: bob.email, subject: 'Ada shared “Plan <b>” with you – and 1 more' });
    expect(mail.text).toContain('Ada mentioned you in “Plan <b>”\n  Ask @Bob & co');
    expect(mail.text).toContain(`https://notes.example.org/notes/${note_id}`);
    expect(mail.html).toContain('Ask @Bob &amp; co');
    expect(mail.html).toContain('Plan &lt;b&gt;');
    expect(mail.html).not.toContain('<b>');
  });

  it('does not come of what was read, hidden from mail, or may not be read any more', async () => {
    await tell();
    await bob.api('POST', '/notifications/read', { note_id });
    await tell('change');
    await sendDigests(instance(), in_minutes(16));
    expect(sent).toEqual([]);
    await tell();
    await ada.api('DELETE', `/workspaces/${workspace_id}/members/${bob.id}`);
    await sendDigests(instance(), in_minutes(32));
    expect(sent).toEqual([]);
    const { rows } = await db.query('select 1 from notifications where mailed_at is null');
    expect(rows).toEqual([]);
  });

  it('that waits to be sent tells nothing that its reader may not read by then', async () => {
    await tell();
    await transaction(db, (tx) => claimDigest(tx, bob.id, in_minutes(16)));
    await ada.api('DELETE', `/workspaces/${workspace_id}/members/${bob.id}`);
    await sendDigests(instance(), in_minutes(17));
    expect(sent).toEqual([]);
  });

  it('is in the language, at the hour and in the time zone that its reader chose', async () => {
    // 8 o'clock in Vienna is 7 in UTC.
    await prefer({ digest: 'daily', daily_hour: 8, time_zone: 'Europe/Vienna', language: 'de' });
    await tell();
    await db.query(`update notifications set created_at = '2026-11-20T12:00:00Z'`);
    await sendDigests(instance(), new Date('2026-11-21T06:59:00Z'));
    expect(sent).toEqual([]);
    await sendDigests(instance(), new Date('2026-11-21T07:00:30Z'));
    expect(sent.map(({ subject }) => subject)).toEqual(['Ada hat Sie in „Plan <b>“ erwähnt']);
    expect((await prefer({ time_zone: 'Mars/Olympus' })).status).toBe(400);
  });

  it('is sent by one of two instances', async () => {
    await tell();
    const now = in_minutes(16);
    await Promise.all(Array.from({ length: 4 }, () => sendDigests(instance(), now)));
    expect(sent).toHaveLength(1);
  });

  it('of somebody who died before sending it is sent; of somebody who died after, once more, as the same mail', async () => {
    await tell();
    await transaction(db, (tx) => claimDigest(tx, bob.id, in_minutes(16)));
    await sendDigests(instance(), in_minutes(17));
    expect(sent).toHaveLength(1);
    await db.query('update notification_mails set ended_at = null');
    await sendDigests(instance(), in_minutes(18));
    expect(sent).toHaveLength(1);
    await sendDigests(instance(), in_minutes(30));
    await sendDigests(instance(), in_minutes(60));
    expect(sent).toHaveLength(2);
    expect(sent[0]?.messageId).toMatch(/^<[0-9a-f-]{36}@notes\.example\.org>$/);
    expect(sent[1]?.messageId).toBe(sent[0]?.messageId);
  });

  it('that cannot be sent is tried again, five times', async () => {
    let tries = 0;
    const broken = instance(async () => {
      tries += 1;
      throw new Error('no answer');
    });
    await tell();
    for (let minute = 16; minute < 200; minute += 11) await sendDigests(broken, in_minutes(minute));
    expect(tries).toBe(5);
  });

  it('comes at most twenty times a day', async () => {
    for (let count = 0; count < 22; count++) {
      await tell();
      await sendDigests(instance(), in_minutes(16 + count));
    }
    expect(sent).toHaveLength(20);
    await sendDigests(instance(), in_minutes(25 * 60));
    expect(sent).toHaveLength(21);
  });

  it('is not waited for where none can be sent', async () => {
    await tell();
    await sendDigests({ ...instance(), mailer: null }, in_minutes(1));
    await sendDigests(instance(), in_minutes(60));
    expect(sent).toEqual([]);
  });

  it('has a link that stops all of them, once it is posted to, without signing in', async () => {
    await tell();
    await sendDigests(instance(), in_minutes(16));
    const header = sent[0]?.headers?.['List-Unsubscribe'] ?? '';
    expect(sent[0]?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const path = /^<https:\/\/notes\.example\.org(\/api\/v1(.*))>$/.exec(header)?.[2] ?? '';
    // A program that only looks at the link.
    expect((await call(server.url, '', 'GET', path)).body).toContain('<form method="post">');
    const post = (to: string) =>
      fetch(`${server.url}/api/v1${to}`, {
        method: 'POST',
        body: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await post(`${path.slice(0, -1)}_`)).status).toBe(404);
    expect((await post(path)).status).toBe(200);
    await tell();
    await sendDigests(instance(), in_minutes(60));
    expect(sent).toHaveLength(1);
    expect((await bob.api('GET', '/notifications/preferences')).body).toMatchObject({ digest: 'never' });
  });
});

describe('NT5: with SMTP_URL', () => {
  let mail: MailServer;
  beforeAll(async () => {
    mail = await startMailServer();
  });
  afterAll(() => mail.close());

  it('the server sends it by itself', async () => {
    const database_url = await servers.database();
    const env = { DATABASE_URL: database_url, SMTP_URL: mail.url, PUBLIC_URL: 'https://notes.example.org' };
    const own = await servers.server(env);
    const grace = await signUp(own.url, 'Grace');
    const note = await grace.createNote({ title: 'Plan' });
    const pool = openPool(database_url, makeLog('silent'));
    await pool.query(
      `insert into notifications (person_id, kind, note_id, created_at) values ($1, 'share', $2, now() - interval '1 hour')`,
      [grace.id, note.id],
    );
    await own.kill9();
    await own.startAgain();
    await until(() => mail.mails.length > 0, 'it is sent');
    await pool.end();
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]).toContain(`To: ${grace.email}`);
    expect(mail.mails[0]).toMatch(/List-Unsubscribe:\s+<https:..notes\.example\.org.api.v1.notifications./);
    expect(mail.mails[0]).toMatch(/multipart\/alternative/);
  });
});
