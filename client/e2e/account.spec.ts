import { signIn } from '../../server/test/people.ts';
import { expect, test } from './support/app.ts';

test('a session elsewhere is listed and can be ended', async ({ visit, server }) => {
  const { page, person } = await visit('Ada');
  const elsewhere = await signIn(server.url, person);
  await page.goto('/account');
  await expect(page.getByText('This device')).toBeVisible();
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  await expect(page.getByRole('button', { name: 'End all other sessions' })).toHaveCount(0);
  expect((await elsewhere.api('GET', '/notes')).status).toBe(401);
  expect((await person.api('GET', '/notes')).status).toBe(200);
});

test('the password is changed, and the old one is refused from then on', async ({ visit, server }) => {
  const { page, person } = await visit('Ada');
  await page.goto('/account');
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
  await page.getByRole('link', { name: 'Trash', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
});
