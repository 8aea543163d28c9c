import { a_password, expect, test } from './support/app.ts';
import { expectSaved, textOf, titleOf, typeAtEnd } from './support/note-page.ts';

test('the first visitor becomes the owner, lands in the welcome note, and what is typed there is there after a reload', async ({
  freshServer,
  page,
}) => {
  await page.goto(freshServer.url);
  await expect(page.getByRole('heading', { name: 'Create the owner’s account' })).toBeVisible();
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Ada Lovelace');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill(a_password);
  await page.keyboard.press('Enter');

  await expect(titleOf(page)).toHaveValue('Welcome to Scriptorium');
  await typeAtEnd(page, ' An engine weaves algebra.');
  await expectSaved(page);
  await page.reload();
  await expect(textOf(page)).toContainText('An engine weaves algebra.');
  await expect(page).toHaveTitle('Welcome to Scriptorium · Scriptorium');
});

test('mistakes are shown at their fields, and the first of them is focused', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill('not an address');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription('Enter an e-mail address');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
    'At least 10 characters',
  );
});

test('a wrong password says so, and the right one goes back to where the visitor was going', async ({
  visit,
  browser,
  server,
}) => {
  const { person } = await visit('Ada');
  const note = await person.createNote({ title: 'Deep link' });
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  await page.goto(`/notes/${note.id}`);
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/wrong/i);
  await page.getByLabel('Password', { exact: true }).fill(a_password);
  await page.keyboard.press('Enter');
  await expect(titleOf(page)).toHaveValue('Deep link');
  await page.context().close();
});

test('a rate limit says how long, and a server that is away is waited for', async ({ page }) => {
  await page.route('**/auth/sign-in/email', (route) =>
    route.fulfill({
      status: 429,
      contentType: 'application/problem+json',
      json: {
        type: 'urn:scriptorium:error:too_many_requests',
        kind: 'too_many_requests',
        title: 'Too many requests',
        status: 429,
        detail: 'Too many attempts.',
        request_id: 'r',
        retry_after_seconds: 3,
      },
    }),
  );
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill('some password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/Try again in [123] seconds/);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();

  await page.route('**/api/**', (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The server cannot be reached' })).toBeVisible();
  await page.unroute('**/api/**');
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible({ timeout: 10_000 });
});
