/** Being told what others did: the bell, what happened, and what changed since somebody was here (NT2, NT3, NT4, NT6). */
import type { Page } from '@playwright/test';
import { connectHocuspocus, typeParagraph } from '../../server/test/clients.ts';
import { expect, test } from './support/app.ts';
import { countUnread, mention } from './support/mention.ts';
import { expectSaved, openNote, textOf, typeAtEnd } from './support/note-page.ts';
import { makeTeam } from './support/team.ts';

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ });
const panel = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });

test('somebody who is named is told in another note, goes there, and has read it', async ({
  visit,
  server,
}) => {
  const ada = await visit('Ada');
  const bob = await visit('Bob');
  const team = await makeTeam(ada.person, bob.person);
  const plan = await ada.person.createNote({ title: 'Plan', workspace_id: team });
  const other = await bob.person.createNote({ title: 'Elsewhere', workspace_id: team });
  await openNote(bob.page, other.id);
  await expect(bell(bob.page)).toHaveText('Notifications');
  const adas = await connectHocuspocus(server.url, plan.id, () => ada.person.token());
  await mention(adas, bob.person, 'The date is up to ');
  // Nothing is clicked, and no minute passes.
  await expect(bell(bob.page)).toHaveAccessibleName('Notifications, 1 unread', { timeout: 10_000 });

  await bell(bob.page).click();
  const line = panel(bob.page).getByRole('link', { name: /Ada mentioned you/ });
  await expect(line).toContainText('Plan');
  await expect(line).toContainText('The date is up to @Bob');
  await expect(line.getByRole('img', { name: 'Unread' })).toBeVisible();
  await line.click();
  await expect(textOf(bob.page)).toContainText('The date is up to @Bob');
  await expect(panel(bob.page)).toHaveCount(0);
  await expect(bell(bob.page)).toHaveAccessibleName('Notifications');

  // Reading along, he is told nothing that he has not read a moment later.
  typeParagraph(adas, 'More of Ada');
  await adas.saved();
  await expect(textOf(bob.page)).toContainText('More of Ada');
  await bell(bob.page).click();
  await expect(panel(bob.page).getByRole('link')).toHaveCount(2);
  await panel(bob.page).getByRole('radio', { name: 'Unread' }).check({ force: true });
  await expect(panel(bob.page).getByText('You have read everything.')).toBeVisible();
  adas.close();
});

test('a list is read at once, and without the server it is what it was', async ({ visit, server }) => {
  const ada = await visit('Ada');
  const bob = await visit('Bob');
  const team = await makeTeam(ada.person, bob.person);
  for (const title of ['One', 'Two']) {
    const note = await ada.person.createNote({ title, workspace_id: team });
    const adas = await connectHocuspocus(server.url, note.id, () => ada.person.token());
    await mention(adas, bob.person, 'Ask ');
    adas.close();
  }
  await bob.page.goto('/home');
  await expect(bell(bob.page)).toHaveAccessibleName('Notifications, 2 unread', { timeout: 10_000 });
  await bell(bob.page).click();
  await panel(bob.page).getByRole('button', { name: 'Mark all as read' }).click();
  await expect(bell(bob.page)).toHaveAccessibleName('Notifications');
  await expect(panel(bob.page).getByRole('link', { name: /Ada mentioned you/ })).toHaveCount(2);
  await bob.page.reload();
  await expect(bell(bob.page)).toBeVisible();
  await bob.page.route('**/api/v1/notifications**', (route) => route.abort());
  await bob.page.reload();
  await bell(bob.page).click();
  await expect(panel(bob.page).getByText('As it was when the server could last be reached.')).toBeVisible();
  await expect(panel(bob.page).getByRole('link', { name: /Ada mentioned you/ })).toHaveCount(2);
});

test('a note is followed from its menu, and tells who changed it since one was there', async ({ visit }) => {
  const ada = await visit('Ada');
  const bob = await visit('Bob');
  const team = await makeTeam(ada.person, bob.person);
  const note = await ada.person.createNote({ title: 'Plan', workspace_id: team });
  await openNote(bob.page, note.id);
  const follow = bob.page.getByRole('menuitemcheckbox', { name: 'Follow' });
  await bob.page.getByRole('button', { name: 'Actions for this note' }).click();
  await follow.click();
  await expect(bob.page.getByText('You are told when others change this note.')).toBeVisible();
  await bob.page.goto('/home');
  await expect(bell(bob.page)).toBeVisible();
  // His visit was an hour ago.
  await bob.page.route(`**/api/v1/notes/${note.id}/follow`, async (route) => {
    const response = await route.fetch();
    const news = await response.json();
    const since = new Date(Date.now() - 3_600_000).toISOString();
    await route.fulfill({
      response,
      json: { ...news, since, changed_by: [{ id: ada.person.id, name: 'Ada' }] },
    });
  });
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'A line of Ada');
  await expectSaved(ada.page);
  await expect.poll(() => countUnread(bob.person), { timeout: 15_000 }).toBe(1);
  await bob.page.reload();
  await expect(bell(bob.page)).toHaveAccessibleName('Notifications, 1 unread');

  await openNote(bob.page, note.id);
  await expect(bob.page.getByText('Changed by Ada since your last visit, 1 hour ago.')).toBeVisible();
  await expect(bell(bob.page)).toHaveAccessibleName('Notifications');
  await bob.page.getByRole('button', { name: 'Actions for this note' }).click();
  await expect(follow).toHaveAttribute('aria-checked', 'true');
  await bob.page.keyboard.press('Escape');
  await bob.page.getByRole('button', { name: 'Show changes' }).click();
  await expect(bob.page).toHaveURL(/\/history\?since=visit$/);
  await expect(bob.page.getByRole('heading', { name: /Plan/ })).toBeVisible();
});

test('what happened in a workspace is told by day and note, of one person, and from there it is followed', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const bob = await visit('Bob');
  const team = await makeTeam(ada.person, bob.person);
  const note = await ada.person.createNote({ title: 'Plan', workspace_id: team });
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'A line of Ada');
  await expectSaved(ada.page);
  const gone = await bob.person.createNote({ title: 'Old list', workspace_id: team });
  await bob.person.api('PATCH', `/notes/${gone.id}`, { trashed: true });
  // That his workspace is the shown one, the note says.
  await openNote(bob.page, note.id);
  await bob.page.keyboard.press('Control+k');
  await bob.page.keyboard.type('What happened');
  await bob.page.getByRole('option', { name: 'What happened', exact: true }).click();
  const main = bob.page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('What happened');
  const plan = main.getByRole('article').filter({ hasText: 'Plan' });
  await expect(plan.getByText('Ada made this note')).toBeVisible();
  const list = main.getByRole('article').filter({ hasText: 'Old list' });
  await expect(list.getByText('Bob moved it to the trash')).toBeVisible();
  await expect(list.getByText('in the trash', { exact: true })).toBeVisible();

  const follow = plan.getByRole('button', { name: 'Follow “Plan”' });
  await follow.click();
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await expect
    .poll(
      async () =>
        (await bob.person.api<{ follows: boolean }>('GET', `/notes/${note.id}/follow`)).body.follows,
    )
    .toBe(true);

  await main.getByLabel('Person').selectOption({ label: 'Bob' });
  await expect(plan).toHaveCount(0);
  await expect(list).toBeVisible();
  await bob.page.goto('/home');
  await expect(main.getByRole('heading', { name: 'What others did' })).toBeVisible();
  await expect(main.getByText('Ada made this note')).toBeVisible();
  await main.getByRole('link', { name: 'Everything that happened' }).click();
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('What happened');
});

test('what somebody wants to be told is kept, and is what they are told', async ({ visit, server }) => {
  const ada = await visit('Ada');
  const bob = await visit('Bob');
  const team = await makeTeam(ada.person, bob.person);
  await bob.page.goto('/settings');
  const box = bob.page.getByRole('checkbox', { name: 'Somebody mentions me: In the app' });
  await expect(box).toBeChecked();
  await box.uncheck();
  await expect
    .poll(
      async () =>
        (await bob.person.api<{ hidden: string[] }>('GET', '/notifications/preferences')).body.hidden,
    )
    .toEqual(['mention']);
  const note = await ada.person.createNote({ title: 'Plan', workspace_id: team });
  const adas = await connectHocuspocus(server.url, note.id, () => ada.person.token());
  await mention(adas, bob.person, 'Ask ');
  adas.close();
  await bob.page.reload();
  await expect(box).not.toBeChecked();
  await bell(bob.page).click();
  await expect(panel(bob.page).getByText(/^Nothing new\./)).toBeVisible();
});
