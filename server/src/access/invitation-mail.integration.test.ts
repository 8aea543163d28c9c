import type { CreatedInvitation } from '@scriptorium/shared/api/invitations.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { call, signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';

const servers = makeServers();
let database_url: string;
let mail: MailServer;

beforeAll(async () => {
  database_url = await servers.database();
  mail = await startMailServer();
});

afterAll(() => mail.close());

async function inviting(env: Record<string, string>) {
  const server = await servers.server({ DATABASE_URL: database_url, ...env });
  const ada: TestPerson = await signUp(server.url, 'Ada');
  const { body } = await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Überbau' });
  const invite = async (request: object, headers?: Record<string, string>) =>
    (await ada.api<CreatedInvitation>('POST', `/workspaces/${body.id}/invitations`, request, headers)).body;
  return { server, invite };
}

describe('W5: an invitation by e-mail', () => {
  it('is sent by SMTP_URL, in the language of the sender, and its link is told to nobody else', async () => {
    const env = {
      SMTP_URL: mail.url,
      PUBLIC_URL: 'https://notes.example.org',
      MAIL_FROM: 'Notes <n@example.org>',
    };
    const { server, invite } = await inviting(env);
    const german = { 'accept-language': 'de-AT,en' };
    const { invitation, url } = await invite({ email: 'grace@example.com', role: 'viewer' }, german);
    expect(invitation).toMatchObject({ email: 'grace@example.com', role: 'viewer', uses_max: 1 });
    expect(url).toBeNull();
    expect(mail.mails).toHaveLength(1);
    const text = decode(mail.mails[0] ?? '');
    expect(text).toMatch(/^From: Notes <n@example\.org>$/m);
    expect(text).toMatch(/^To: grace@example\.com$/m);
    expect(text).toContain('Ada lädt Sie ein, im Arbeitsbereich „Überbau“ mitzuschreiben.');
    const token = /https:\/\/notes\.example\.org\/invite\/([\w-]{43})/.exec(text)?.[1];
    const offer = await call(server.url, '', 'GET', `/invitations/${token}`);
    expect(offer.body).toMatchObject({ workspace_name: 'Überbau', email: 'grace@example.com' });
    expect(server.output()).not.toContain(token);
  });

  it('that cannot be sent is a link for whoever invites', async () => {
    const env = { SMTP_URL: 'smtp://127.0.0.1:1', PUBLIC_URL: 'https://notes.example.org' };
    for (const each of [await inviting(env), await inviting({})]) {
      const { url } = await each.invite({ email: 'grace@example.com' });
      expect(url).toMatch(/\/invite\/[\w-]{43}$/);
      expect((await fetch(`${each.server.url}/api/outbox`)).status).toBe(404);
    }
  });

  it('is on a page of its own in development', async () => {
    const { server, invite } = await inviting({ NODE_ENV: 'development' });
    expect((await invite({ email: 'grace@example.com' })).url).toBeNull();
    const page = await (await fetch(`${server.url}/api/outbox`)).text();
    expect(page).toMatch(new RegExp(`<a href="${server.url}/invite/[\\w-]{43}">`));
  });
});

/** Quoted-printable, and its line ends. */
function decode(mail: string): string {
  const bytes = mail
    .replaceAll('\r\n', '\n')
    .replaceAll('=\n', '')
    .replace(/(=[0-9A-F]{2})+/g, (codes) => Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'));
  return bytes;
}
