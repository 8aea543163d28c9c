import { signIn } from '../../server/test/people.ts';
import { expect, test } from './support/app.ts';
import { openNote } from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

test('a session elsewhere is listed and can be ended', async ({ visit, server }) => {
  const { page, person } = await visit('Ada');
  const elsewhere = await signIn(server.url, person);
  await page.goto('/settings');
  await expect(page.getByText(/^This device · /)).toBeVisible();
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  await expect(page.getByRole('button', { name: 'End all other sessions' })).toHaveCount(0);
  expect((await elsewhere.api('GET', '/notes')).status).toBe(401);
  expect((await person.api('GET', '/notes')).status).toBe(200);
});

test('the password is changed, and the old one is refused from then on', async ({ visit, server }) => {
  const { page, person } = await visit('Ada');
  await page.goto('/settings');
  await page.getByLabel('Current password').fill('not it at all');
  await page.getByLabel('New password').fill('a much better password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(
    page
      .getByRole('alert')
      .or(page.getByText(/wrong|not right|incorrect/i))
      .first(),
  ).toBeVisible();
  await page.getByLabel('Current password').fill(person.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed')).toBeVisible();
  await expect(signIn(server.url, person)).rejects.toThrow('401');
  await signIn(server.url, person, 'a much better password');
});

test('a session that ends while the page is open leads to sign-in, not to a broken page', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
  await person.api('POST', '/auth/sign-out');
  // By itself: the socket is closed, and no new token is to be had.
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
});

test('a person changes name and colour, and whoever writes with them sees both', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person);
  await openNote(grace.page, note.id);
  await ada.page.goto('/settings');
  await ada.page.getByLabel('Name').fill('Augusta');
  await ada.page.getByRole('button', { name: 'Save name' }).click();
  await expect(ada.page.getByText('Name saved')).toBeVisible();
  await expect(ada.page.getByRole('button', { name: 'Augusta' })).toBeVisible();
  await ada.page.getByRole('radio', { name: 'Teal' }).click();
  await expect(ada.page.getByRole('radio', { name: 'Teal' })).toBeChecked();
  await openNote(ada.page, note.id);
  const avatar = grace.page.getByRole('list', { name: 'Also here' }).getByRole('img', { name: 'Augusta' });
  await expect(avatar).toHaveCSS('background-color', 'rgb(15, 118, 110)');
});

test('another language is spoken at once, and after a reload', async ({ visit }) => {
  const { page } = await visit('Ada');
  await page.goto('/settings');
  await page.getByText('Deutsch').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Einstellungen');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.reload();
  await expect(page.getByRole('link', { name: 'Papierkorb' })).toBeVisible();
  await page.getByText('English').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
});
