import { randomUUID } from 'node:crypto';
import type { ShareLink } from '@scriptorium/shared/api/share-links.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { connectHocuspocus, type HocuspocusClient, typeParagraph } from '../../test/clients.ts';
import { joinAsGuest, LinkBrowser, makeLink } from '../../test/links.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let server: TestServer;
let ada: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await servers.server({ DATABASE_URL: await servers.database() });
  ada = await signUp(server.url, 'Ada');
  bob = await signUp(server.url, 'Bob');
});

const browse = (link: Pick<ShareLink, 'url'>, cookie = '') => new LinkBrowser(server.url, link, cookie);
const linkPath = ({ note_id, id }: ShareLink) => `/notes/${note_id}/links/${id}`;

async function write(note_id: string, type: (client: HocuspocusClient) => void): Promise<void> {
  const client = await connectHocuspocus(server.url, note_id, ada.token);
  type(client);
  await client.saved();
  client.close();
}

/** An element of the body, with attributes that any client may write. */
function element(
  name: string,
  attributes: Record<string, unknown> = {},
  ...children: (Y.XmlElement | string)[]
) {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)),
  );
  return made;
}

async function upload(note_id: string): Promise<string> {
  const id = randomUUID();
  await fetch(`${server.url}/api/v1/notes/${note_id}/attachments/${id}?name=a.txt`, {
    method: 'PUT',
    headers: { cookie: ada.cookie, 'content-type': 'text/plain' },
    body: 'words',
  });
  return id;
}

describe('W9: the page of a link', () => {
  it('shows the note to anybody, without a script', async () => {
    const note = await ada.createNote({ title: 'Plans & <b>hopes</b>' });
    await write(note.id, (client) => typeParagraph(client, 'for everybody'));
    const { status, text, headers } = await browse(await makeLink(ada, note.id)).get();
    expect(status).toBe(200);
    expect(text).toContain('<h1>Plans &#38; &#60;b&#62;hopes&#60;/b&#62;</h1>');
    expect(text).toContain('for everybody');
    expect(text).toContain('<meta property="og:description" content="for everybody">');
    expect(text).not.toContain('<script');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('script-src');
    expect(text).not.toContain(ada.email);
  });

  it('is in the language of the browser', async () => {
    const link = await makeLink(ada, (await ada.createNote()).id);
    const { text } = await browse(link).get('', { 'accept-language': 'de-AT,en;q=0.5' });
    expect(text).toContain('<html lang="de">');
    expect(text).toContain('<h1>Ohne Titel</h1>');
  });

  it('runs nothing that somebody put into the note', async () => {
    const note = await ada.createNote({ title: '</title><script>alert(1)</script>' });
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    await write(note.id, ({ doc, body }) => {
      doc.transact(() => {
        body.push([
          element('paragraph', { textAlign: evil, onclick: 'alert(1)' }, evil),
          element('heading', { level: 2, textAlign: evil }, evil),
          element('codeBlock', { language: evil }, evil),
          element('image', {
            attachment_id: randomUUID(),
            alt: evil,
            caption: evil,
            name: evil,
            width: evil,
          }),
          element('file', { attachment_id: evil, name: evil }),
          element('blockMath', { latex: `\\href{javascript:alert(1)}{x}` }),
          element('blockMath', { latex: evil }),
          element('paragraph', {}, element('inlineMath', { latex: `\\text{${evil}}` })),
          element(
            'paragraph',
            {},
            element('noteLink', { id: evil, label: evil }),
            element('mention', { label: evil }),
          ),
          element('script', { src: 'https://evil.example' }, evil),
        ]);
        const link = new Y.XmlText();
        link.insert(0, 'click', { link: { href: 'javascript:alert(1)' } });
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [link]);
        body.push([paragraph]);
      });
    });
    const { status, text } = await browse(await makeLink(ada, note.id)).get();
    expect(status).toBe(200);
    expect(text).toContain('alert(1)');
    expect(text).not.toMatch(/href="(?!\/|http)/);
    // Without what is in quotes: that is only text.
    const tags = text.replace(/="[^"]*"/g, '').match(/<[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(40);
    expect(tags.filter((tag) => /script|onerror|onclick|style=|iframe|src=/i.test(tag))).toEqual([]);
  });

  it('has formulas as MathML, diagrams as their source, pictures and files by addresses of its own', async () => {
    const note = await ada.createNote();
    const [picture, file] = [await upload(note.id), await upload(note.id)];
    await write(note.id, ({ body }) =>
      body.push([
        element('blockMath', { latex: 'a^2' }),
        element('codeBlock', { language: 'mermaid' }, 'graph TD; A-->B'),
        element('image', { attachment_id: picture, alt: 'A cat', width: 52 }),
        element('file', { attachment_id: file, name: 'a.txt', size_bytes: 2048 }),
      ]),
    );
    const link = await makeLink(ada, note.id);
    const browser = browse(link);
    const { text } = await browser.get();
    expect(text).toContain('<math');
    expect(text).toContain('graph TD; A--&gt;B');
    expect(text).toContain(
      `<figure class="image w50"><img src="${browser.base}/${note.id}/files/${picture}" alt="A cat"`,
    );
    expect(text).toContain('2 kB');
    const bytes = await browser.get(`/${note.id}/files/${file}`);
    expect([bytes.status, bytes.text]).toEqual([200, 'words']);
    expect(bytes.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('leads to the notes below and back, and to others by name only', async () => {
    const top = await ada.createNote({ title: 'Top' });
    const below = await ada.createNote({ title: 'Below', parent_id: top.id });
    const deep = await ada.createNote({ title: 'Deep', parent_id: below.id });
    const secret = await ada.createNote({ title: 'Apart', parent_id: top.id });
    await ada.api('PUT', `/notes/${secret.id}/restricted`, { restricted: true });
    await write(top.id, ({ body }) => {
      const links = [below, secret].map(({ id }) => element('noteLink', { id, label: `to ${id}` }));
      body.push([element('paragraph', {}, ...links)]);
    });
    const browser = browse(await makeLink(ada, top.id, { with_below: true }));
    const { text } = await browser.get();
    expect(text).toContain(`<a href="${browser.base}/${below.id}">Below</a>`);
    expect(text).toContain(`<a href="${browser.base}/${below.id}">to ${below.id}</a>`);
    expect(text).toContain(`<span>to ${secret.id}</span>`);
    expect(text).not.toContain('Apart');
    const inner = await browser.get(`/${deep.id}`);
    expect(inner.text).toMatch(/<nav[^>]*><ol>.*Top.*Below.*<\/ol><\/nav>/s);
    const alone = browse(await makeLink(ada, top.id));
    expect((await alone.get()).text).not.toContain('Below</a>');
  });

  it('may be listed by search engines where the link says so and nothing else is asked for', async () => {
    const note = await ada.createNote();
    const robots = async (settings: object) => {
      const { headers, text } = await browse(await makeLink(ada, note.id, settings)).get();
      return [headers.get('x-robots-tag'), text.includes('name="robots"')];
    };
    expect(await robots({})).toEqual(['noindex, nofollow', true]);
    expect(await robots({ is_indexable: true })).toEqual([null, false]);
    expect(await robots({ is_indexable: true, password: 'open sesame' })).toEqual([
      'noindex, nofollow',
      true,
    ]);
  });

  it('is not sent again while nothing is new, and never after the link ended', async () => {
    const note = await ada.createNote({ title: 'Before' });
    const link = await makeLink(ada, note.id);
    const first = await browse(link).get();
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const again = await browse(link).get('', { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    await write(note.id, (client) => typeParagraph(client, 'more'));
    const changed = await browse(link).get('', { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.text).toContain('more');
    await ada.api('DELETE', linkPath(link));
    expect((await browse(link).get('', { 'if-none-match': changed.headers.get('etag') ?? '' })).status).toBe(
      404,
    );
  });
});

describe('W9: what a link does not lead to answers in one way', () => {
  it('be it wrong, revoked, expired, of nobody, in the trash, or another note', async () => {
    const note = await ada.createNote();
    const file = await upload(note.id);
    const [below, other] = [await ada.createNote({ parent_id: note.id }), await ada.createNote()];
    const good = await makeLink(ada, note.id, { role: 'editor' });
    const revoked = await makeLink(ada, other.id);
    await ada.api('DELETE', linkPath(revoked));
    const trashed = await ada.createNote();
    const of_trashed = await makeLink(ada, trashed.id);
    await ada.api('PATCH', `/notes/${trashed.id}`, { trashed: true });
    const wrong = good.url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const pages = await Promise.all([
      browse({ url: `${server.url}/s/nothing` }).get(),
      browse({ url: `${server.url}/s/${'x'.repeat(48)}` }).get(),
      browse({ url: wrong }).get(),
      browse(revoked).get(),
      browse(of_trashed).get(),
      browse(good).get(`/${below.id}`),
      browse(good).get(`/${other.id}`),
      browse(good).get(`/${randomUUID()}`),
      browse(good).get('/not-an-id'),
      browse(good).get('/a/b/c/d'),
      browse(good).get(`/${note.id}/files/${randomUUID()}`),
      browse(good).get(`/${other.id}/files/${file}`),
      browse(good).post(`/${other.id}/join`, { name: 'Mia' }),
      browse(revoked).post(`/${other.id}/join`, { name: 'Mia' }),
      browse(revoked).post(`/${other.id}/unlock`, { password: 'x' }),
    ]);
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 404));
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
  });
});

describe('W9: a password', () => {
  it('is asked for before anything is told, and opens the page and its files', async () => {
    const note = await ada.createNote({ title: 'Hidden' });
    const file = await upload(note.id);
    const browser = browse(await makeLink(ada, note.id, { password: 'open sesame', role: 'editor' }));
    const asked = await browser.get();
    expect(asked.status).toBe(401);
    expect(asked.text).not.toContain('Hidden');
    expect((await browser.get(`/${note.id}/files/${file}`)).status).toBe(404);
    expect((await browser.post(`/${note.id}/join`, { name: 'Mia' })).status).toBe(401);
    const wrong = await browser.post(`/${note.id}/unlock`, { password: 'open barley' });
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
    const right = await browser.post(`/${note.id}/unlock`, { password: 'open sesame' });
    expect([right.status, right.headers.get('location')]).toEqual([303, browser.base]);
    expect(right.headers.get('set-cookie')).toMatch(
      new RegExp(`Path=${browser.base}; HttpOnly; SameSite=Lax`),
    );
    expect((await browser.get()).text).toContain('Hidden');
    expect((await browser.get(`/${note.id}/files/${file}`)).text).toBe('words');
  });

  it('that is changed locks whoever gave the one before; what opens one link opens no other', async () => {
    const note = await ada.createNote();
    const link = await makeLink(ada, note.id, { password: 'open sesame' });
    const other = await makeLink(ada, note.id, { password: 'open sesame' });
    const browser = browse(link);
    await browser.post(`/${note.id}/unlock`, { password: 'open sesame' });
    expect((await browser.get()).status).toBe(200);
    expect((await browse(other, browser.cookie).get()).status).toBe(401);
    await ada.api('PATCH', linkPath(link), { password: 'open barley' });
    expect((await browser.get()).status).toBe(401);
  });

  it('cannot be tried for long', async () => {
    const strict = await servers.server({ DATABASE_URL: await servers.database(), RATE_LIMIT_FACTOR: '1' });
    const eve = await signUp(strict.url, 'Eve');
    const note = await eve.createNote();
    const browser = new LinkBrowser(strict.url, await makeLink(eve, note.id, { password: 'open sesame' }));
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries++) {
      statuses.push((await browser.post(`/${note.id}/unlock`, { password: `${tries}` })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  });
});

describe('W9: an account that is needed', () => {
  it('keeps out strangers and guests, and lets in whoever is signed in', async () => {
    const note = await ada.createNote({ title: 'For members' });
    const open = await ada.createNote();
    const guest = await joinAsGuest(server.url, await makeLink(ada, open.id, { role: 'editor' }));
    const link = await makeLink(ada, note.id, { needs_account: true });
    for (const cookie of ['', guest.cookie]) {
      const { status, text } = await browse(link, cookie).get();
      expect(status).toBe(401);
      expect(text).not.toContain('For members');
      expect(text).toContain(`/sign-in?to=${encodeURIComponent(browse(link).base)}`);
      expect((await browse(link, cookie).post(`/${note.id}/join`, { name: 'Mia' })).status).toBe(401);
    }
    const page = await browse(link, bob.cookie).get();
    expect(page.text).toContain('Open in Scriptorium');
  });
});

describe('W9: a guest’s name', () => {
  it('is asked for where the link allows more than to read', async () => {
    const note = await ada.createNote();
    const join = async (role: ShareLink['role'], name: string) =>
      (await browse(await makeLink(ada, note.id, { role })).post(`/${note.id}/join`, { name })).status;
    expect(await join('viewer', 'Mia')).toBe(404);
    expect(await join('editor', ' \u202e\n ')).toBe(400);
    expect(await join('editor', 'x'.repeat(61))).toBe(400);
    expect(await join('commenter', 'Mia')).toBe(303);
  });

  it('is what everybody sees, as a guest’s, in their language', async () => {
    const note = await ada.createNote();
    const link = await makeLink(ada, note.id, { role: 'editor' });
    expect((await joinAsGuest(server.url, link, { name: '  Ada\u202e  Lovelace ' })).name).toBe(
      'Ada Lovelace (guest)',
    );
  });

  it('is not asked for again of a guest who comes by another link', async () => {
    const [one, two] = [await ada.createNote(), await ada.createNote()];
    const guest = await joinAsGuest(server.url, await makeLink(ada, one.id, { role: 'editor' }));
    const browser = browse(await makeLink(ada, two.id), guest.cookie);
    expect((await browser.get()).text).toContain('Go on as Mia (guest)');
    expect((await browser.join(two.id)).id).toBe(guest.id);
  });

  it('is taken from pages of this site only', async () => {
    const note = await ada.createNote();
    const link = await makeLink(ada, note.id, { role: 'editor' });
    const answer = await fetch(`${link.url}/${note.id}/join`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ name: 'Mia' }),
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
  });
});
