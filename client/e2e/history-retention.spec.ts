/** How long the history of a workspace is kept, in the settings of its owner (H5). */
import type { HistoryPolicy } from '@scriptorium/shared/api/history-policy.ts';
import type { TestPerson } from '../../server/test/people.ts';
import { expect, test } from './support/app.ts';
import { listen, lookInBothThemes, sizes } from './support/look.ts';
import { shareNote } from './support/share-note.ts';

async function policyOf(person: TestPerson): Promise<HistoryPolicy> {
  const { body } = await person.api<{ workspaces: { id: string }[] }>('GET', '/workspaces');
  const answer = await person.api<HistoryPolicy>(
    'GET',
    `/workspaces/${body.workspaces[0]?.id}/history-policy`,
  );
  return answer.body;
}

for (const size of ['desktop', 'phone'] as const) {
  test(`H5: the owner decides what happens to old history, looks first, and is asked twice, ${size}`, async ({
    visit,
  }, info) => {
    const { page, person } = await visit('Ada', { ...sizes[size], reducedMotion: 'reduce' });
    const complaints = listen(page);
    await page.goto('/settings');
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'History' }) });
    await expect(section.getByRole('radio', { name: 'Keep everything' })).toBeChecked();
    await expect(section.getByRole('button', { name: 'Save' })).toBeDisabled();
    await section.getByText('Delete', { exact: true }).click();
    await section.getByLabel('Older than, in days').fill('many');
    await expect(section.getByText('From 1 to 3650 days')).toBeVisible();
    await section.getByLabel('Older than, in days').fill('30');
    await section.getByRole('button', { name: 'What would go?' }).click();
    await expect(section.getByRole('status')).toHaveText('Nothing would go now.');
    await section.scrollIntoViewIfNeeded();
    await lookInBothThemes(page, info, `history-settings-${size}`);

    await section.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete old history?' });
    await expect(dialog.getByRole('status')).toHaveText('Nothing would go now.');
    await lookInBothThemes(page, info, `history-sure-${size}`);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await policyOf(person)).toMatchObject({ policy: 'keep' });
    await section.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Yes, for good' }).click();
    await expect(page.getByText('Saved. What is older goes now, and every day from now on')).toBeVisible();
    expect(await policyOf(person)).toEqual({ policy: 'purge', days: 30, hidden_from_guests: false });

    await section.getByText('Keep everything').click();
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. Nothing goes from now on')).toBeVisible();
    expect(await policyOf(person)).toMatchObject({ policy: 'keep' });
    expect(complaints).toEqual([]);
  });
}

test('H5: guests are shown no history where its owner hides it', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const guest = await visit('Grace');
  const note = await person.createNote();
  await shareNote(person, note.id, guest.person);
  await page.goto('/settings');
  const box = page.getByRole('checkbox', { name: 'Hide the history from guests' });
  await box.click();
  await expect(box).toBeChecked();
  await expect.poll(async () => (await policyOf(person)).hidden_from_guests).toBe(true);
  expect((await guest.person.api('GET', `/notes/${note.id}/history`)).status).toBe(403);
  await page.reload();
  await expect(box).toBeChecked();
});
