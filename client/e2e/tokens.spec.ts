import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeSyncToken, readSyncToken } from '../../server/src/sync/tokens.ts';
import { expect, test } from './support/app.ts';
import { expectSaved, openNote, typeAtEnd } from './support/note-page.ts';

interface Token {
  token: string;
  expires_at: string;
}

interface Seen {
  tokens: number;
  sockets: number;
}

/** The two tokens that the page asks for to open a note have 2 s left. @returns how many it got, and its sockets */
async function giveShortToken(page: Page, dataDir: string, gives: (seen: Seen) => boolean) {
  const seen: Seen = { tokens: 0, sockets: 0 };
  const secret = (await readFile(join(dataDir, 'secret'), 'utf8')).trim();
  page.on('websocket', () => {
    seen.sockets += 1;
  });
  await page.route('**/api/v1/sync/token', async (route) => {
    if (!gives(seen)) return route.abort();
    const answer = await route.fetch();
    const token = (await answer.json()) as Token;
    seen.tokens += 1;
    await route.fulfill({ json: seen.tokens <= 2 ? await shorten(secret, token, 2_000) : token });
  });
  return seen;
}

async function shorten(secret: string, { token }: Token, left_ms: number): Promise<Token> {
  const claims = await readSyncToken(secret, token);
  if (!claims) throw new Error('the secret does not fit');
  const { person_id: id, name, color } = claims;
  const person = { id, name, color, email: '', is_owner: false, is_guest: false, created_at: '' };
  const made = new Date(Date.now() + left_ms - 15 * 60_000);
  return makeSyncToken(secret, { person, session_id: claims.session_id }, made);
}

test('a token that runs out is renewed on the open socket, and nobody notices', async ({ visit, server }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  const seen = await giveShortToken(page, server.dataDir, () => true);
  await openNote(page, note.id);
  await typeAtEnd(page, 'before ');
  await expectSaved(page);
  // The token's two seconds, and the ten in which an answer may be late.
  await page.waitForTimeout(14_000);
  await typeAtEnd(page, 'and after');
  await expectSaved(page);
  expect((await person.text(note.id)).trim()).toBe('before and after');
  expect(seen).toEqual({ tokens: 3, sockets: 1 });
});

test('a socket that is closed because no newer token came is opened again with one', async ({
  visit,
  server,
}) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  const seen = await giveShortToken(page, server.dataDir, ({ tokens, sockets }) => tokens < 2 || sockets > 1);
  await openNote(page, note.id);
  await typeAtEnd(page, 'before ');
  await expectSaved(page);
  await expect.poll(() => seen.sockets, { timeout: 30_000 }).toBe(2);
  await typeAtEnd(page, 'and after');
  await expectSaved(page);
  expect((await person.text(note.id)).trim()).toBe('before and after');
});
