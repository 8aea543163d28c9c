/** The whole way of a team with one note, from the invitation to what strangers find (W5, C1, P3, W8, S5). */
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { commentOn, threadOf } from './support/comments.ts';
import { caretOf, expectSaved, openNote, textOf, titleOf, typeAtEnd } from './support/note-page.ts';

const switcher = (page: Page) => page.getByRole('button', { name: /Workspaces$/ });
const sharing = (page: Page) => page.getByRole('dialog', { name: /^Share/ });

/** What the palette finds in notes. */
async function found(page: Page, word: string) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Find a note or an action' });
  await expect(palette).toBeFocused();
  await palette.fill(word);
  await expect(page.getByRole('option', { name: `New note “${word}”` })).toBeVisible();
  return page.getByRole('group', { name: 'In notes' }).getByRole('option');
}

test('a team is made, writes, comments, changes a role while somebody types, and shares a note with somebody outside', async ({
  visit,
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const eve = await visit('Eve');

  // Invite, accept.
  await ada.page.goto('/home');
  await switcher(ada.page).click();
  await ada.page.getByRole('menuitem', { name: 'New workspace…' }).click();
  await ada.page.getByRole('dialog').getByLabel('Name').fill('Observatory');
  await ada.page.keyboard.press('Enter');
  await expect(switcher(ada.page)).toContainText('Observatory');
  await switcher(ada.page).click();
  await ada.page.getByRole('menuitem', { name: 'Members and invitations' }).click();
  await ada.page.getByRole('button', { name: 'Create invitation' }).click();
  await grace.page.goto(await ada.page.getByLabel('Link of the invitation').inputValue());
  await grace.page.getByRole('button', { name: 'Join' }).click();
  await expect(switcher(grace.page)).toContainText('Observatory');
  const { workspaces } = (
    await ada.person.api<{ workspaces: { id: string; name: string }[] }>('GET', '/workspaces')
  ).body;
  const workspaceId = workspaces.find(({ name }) => name === 'Observatory')?.id as string;

  // Co-write.
  const note = await ada.person.createNote({ workspace_id: workspaceId, title: 'Comets' });
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await typeAtEnd(ada.page, 'Ada saw Encke.');
  await expect(textOf(grace.page)).toHaveText('Ada saw Encke.');
  await typeAtEnd(grace.page, ' Grace saw Halley.');
  await expect(textOf(ada.page)).toHaveText('Ada saw Encke. Grace saw Halley.');

  // Comment, resolve.
  await commentOn(grace.page, 'Encke', 'Which night?');
  await expect(textOf(ada.page).locator('.comment-mark')).toHaveText(['Encke']);
  await textOf(ada.page).locator('.comment-mark').click();
  await threadOf(ada.page, 'Grace').getByRole('button', { name: 'Resolve' }).click();
  await expect(textOf(grace.page).locator('.comment-mark')).toHaveCount(0);
  await grace.page.keyboard.press('Escape');

  // Demoted while typing: what had arrived stays, the page turns read-only, and what is waiting is told.
  await ada.page.goto(`/workspaces/${workspaceId}`);
  await grace.page.bringToFront();
  await typeAtEnd(grace.page, ' She writes on');
  await expectSaved(grace.page);
  const typing = (async () => {
    for (let i = 0; i < 40; i++) await grace.page.keyboard.type('.');
  })();
  await ada.page.getByLabel('Role of Grace').selectOption('Viewer');
  await typing;
  await expect(textOf(grace.page)).toHaveAttribute('contenteditable', 'false');
  await openNote(ada.page, note.id);
  await expect(textOf(ada.page)).toContainText('Grace saw Halley. She writes on');

  // By link, with a password and an end, to somebody without an account.
  await ada.page.getByRole('button', { name: 'Share', exact: true }).click();
  await sharing(ada.page).getByRole('button', { name: 'New link' }).click();
  await sharing(ada.page).getByLabel('May', { exact: true }).nth(1).selectOption('Can edit');
  await sharing(ada.page).getByLabel('Password').fill('perihelion 1682');
  await sharing(ada.page).getByLabel('Good until').fill('2099-01-01T12:00');
  await sharing(ada.page).getByRole('button', { name: 'Save' }).click();
  await expect(sharing(ada.page).getByText(/with a password · until .*2099/)).toBeVisible();
  const { links } = (await ada.person.api<{ links: { url: string }[] }>('GET', `/notes/${note.id}/links`))
    .body;
  await ada.page.keyboard.press('Escape');
  const outside = await browser.newContext({ baseURL: server.url });
  const mia = await outside.newPage();
  await mia.goto(links[0]?.url ?? '');
  await mia.getByLabel('Password').fill('perihelion 1682');
  await mia.keyboard.press('Enter');
  await mia.getByText('Edit with others').click();
  await mia.getByLabel('Your name').fill('Mia');
  await mia.getByRole('button', { name: 'Go to the note' }).click();
  await typeAtEnd(mia, ' Mia saw a coronagraph.');
  await expect(textOf(ada.page)).toContainText('Mia saw a coronagraph.');
  await expect(caretOf(ada.page, 'Mia (guest)')).toBeVisible();
  await expect(textOf(grace.page)).toContainText('Mia saw a coronagraph.');

  // Found by those who may see it, and by no one else.
  await eve.page.goto('/home');
  for (const page of [ada.page, grace.page, mia]) {
    await expect(async () => {
      await expect(await found(page, 'coronagraph')).toHaveCount(1, { timeout: 1_000 });
    }).toPass();
    await page.keyboard.press('Escape');
  }
  await expect(await found(eve.page, 'coronagraph')).toHaveCount(0);
  await eve.page.goto(`/notes/${note.id}`);
  await expect(eve.page.getByRole('heading', { name: 'This note is not here for you' })).toBeVisible();
  await expect(titleOf(eve.page)).toHaveCount(0);
  await outside.close();
});
