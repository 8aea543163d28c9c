/** API keys: made in the settings, shown once, used by a program, revoked; and what is on record of it (K1, K5, K7). */
import { callByKey, signIn } from '../../server/test/people.ts';
import { a_password, expect, test } from './support/app.ts';

test('a key is made in plain words, shown once, works in a terminal, and is revoked', async ({
  visit,
  server,
}) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Plan' });
  await page.goto('/settings');
  await page.getByRole('button', { name: 'New API key…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New API key' });
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('Enter a name')).toBeVisible();
  await dialog.getByLabel('What is it for?').fill('Nightly backup');
  await dialog.getByLabel(/^Read notes/).uncheck();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('Choose what it may do.')).toBeVisible();
  await dialog.getByLabel(/^Write notes/).check();
  // Whoever writes reads.
  await expect(dialog.getByLabel(/^Read notes/)).toBeChecked();
  await expect(dialog.getByLabel(/^Read notes/)).toBeDisabled();
  await dialog.getByLabel(/^Write notes/).uncheck();
  await dialog.getByLabel(/^Read notes/).check();
  await dialog.getByLabel('Where?').selectOption({ index: 1 });
  await dialog.getByLabel('Until when?').selectOption({ label: '30 days' });
  await dialog.getByRole('button', { name: 'Create key' }).click();

  const made = page.getByRole('dialog', { name: 'Your new API key' });
  const key = await made.getByLabel('API key', { exact: true }).inputValue();
  const example = (await made.getByText(/^curl/).innerText()).match(/"(http[^"]+)"/)?.[1] as string;
  const answer = await fetch(example, { headers: { authorization: `Bearer ${key}` } });
  const { notes } = (await answer.json()) as { notes: { title: string }[] };
  expect(notes.map(({ title }) => title)).toContain('Plan');
  expect((await callByKey(server.url, key, 'PATCH', `/notes/${note.id}`, { title: 'Mine' })).status).toBe(
    403,
  );
  await made.getByRole('button', { name: 'Done' }).click();

  const row = page.getByRole('listitem').filter({ hasText: 'Nightly backup' }).first();
  await page.reload();
  await expect(row).toContainText('Read notes');
  await expect(row).toContainText(/used .*, from 127\.0\.0\.1/);
  await expect(page.getByText(key)).toHaveCount(0);
  await row.getByRole('button', { name: 'Revoke the key “Nightly backup”' }).click();
  await expect(page.getByRole('button', { name: 'Revoke the key “Nightly backup”' })).toHaveCount(0);
  expect((await fetch(example, { headers: { authorization: `Bearer ${key}` } })).status).toBe(401);
  await expect(page.getByText('API key revoked “Nightly backup”')).toBeVisible();
});

test('what happened with an account is in its settings; a failed sign-in, too', async ({ visit, server }) => {
  const { page, person } = await visit('Ada');
  await signIn(server.url, person, `not ${a_password}`).catch(() => undefined);
  await page.goto('/settings');
  await expect(page.getByText('Sign-in failed: wrong password or address')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('audit.csv');
});
