/** What is done with notes beside writing them: duplicated, moved elsewhere, templates, tags of a workspace, the end of the trash. */
import type { Locator, Page } from '@playwright/test';
import type { TestPerson } from '../../server/test/people.ts';
import { expect, test } from './support/app.ts';
import { listen, lookInBothThemes, sizes } from './support/look.ts';
import { expectSaved, openNote, textOf, titleOf, typeAtEnd } from './support/note-page.ts';

const treeitem = (page: Page, name: string): Locator => page.getByRole('treeitem', { name, exact: true });
const dialog = (page: Page): Locator => page.getByRole('dialog');

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions for this note' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function makeWorkspace(person: TestPerson, name: string): Promise<string> {
  return (await person.api<{ id: string }>('POST', '/workspaces', { name })).body.id;
}

test('a note is duplicated with what is below it, and the copy is a note of its own', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const plan = await person.createNote({ title: 'Plan' });
  await person.createNote({ title: 'Budget', parent_id: plan.id });
  await openNote(page, plan.id);
  await typeAtEnd(page, 'the text');
  await expectSaved(page);
  await choose(page, 'Duplicate…');
  await expect(dialog(page).getByLabel('Title of the copy')).toHaveValue('Plan (copy)');
  await dialog(page).getByLabel('With the note below it').check();
  await dialog(page).getByRole('button', { name: 'Duplicate' }).click();
  await expect(titleOf(page)).toHaveValue('Plan (copy)');
  await expect(textOf(page)).toHaveText('the text');
  await treeitem(page, 'Plan (copy)').focus();
  await page.keyboard.press('ArrowRight');
  await expect(treeitem(page, 'Budget')).toHaveCount(1);
  await typeAtEnd(page, ', changed');
  await expectSaved(page);
  expect(await person.text(plan.id)).toBe('the text');
});

test('a note moves to another workspace, and who is there has it at once', async ({ visit }) => {
  const ada = await visit('Ada');
  const team = await makeWorkspace(ada.person, 'Team');
  const note = await ada.person.createNote({ title: 'Roadmap' });
  await ada.person.createNote({ title: 'Projects', workspace_id: team });
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'where we go');
  await expectSaved(ada.page);
  await choose(ada.page, 'Move to…');
  await dialog(ada.page).getByLabel('Workspace').selectOption('Team');
  await expect(dialog(ada.page)).toContainText('Who is in Team will see it');
  await dialog(ada.page).getByRole('button', { name: 'Projects' }).click();
  await expect(ada.page.getByText('“Roadmap” is in Team now')).toBeVisible();
  const { body } = await ada.person.api<{ workspace_id: string }>('GET', `/notes/${note.id}`);
  expect(body.workspace_id).toBe(team);
  await expect(textOf(ada.page)).toHaveText('where we go');
  await typeAtEnd(ada.page, ', together');
  await expectSaved(ada.page);
});

test('a note becomes a template, which others make notes of, filled in', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Report of {{author}}' });
  await openNote(page, note.id);
  await typeAtEnd(page, '{{title}}, {{date}}');
  await expectSaved(page);
  await choose(page, 'Use as a template…');
  await dialog(page).getByRole('button', { name: 'Use as a template' }).click();
  await expect(page.getByText('This is a template')).toBeVisible();
  await expect(treeitem(page, 'Report of {{author}}')).toHaveCount(0);
  await page.getByRole('link', { name: 'Templates' }).click();
  await page.getByRole('button', { name: 'New note from Report of {{author}}' }).click();
  await expect(titleOf(page)).toHaveValue('Report of Ada');
  const today = new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date());
  await expect(textOf(page)).toHaveText(`Report of Ada, ${today}`);
  await expect(treeitem(page, 'Report of Ada')).toBeVisible();
  await page.getByRole('link', { name: 'Templates' }).click();
  await page.getByRole('link', { name: 'Report of {{author}}' }).click();
  await page.getByRole('button', { name: 'Put back into the tree' }).click();
  await expect(treeitem(page, 'Report of {{author}}')).toBeVisible();
});

test('a workspace without templates is offered some, in the person’s language', async ({ visit }) => {
  const { page } = await visit('Ada', { locale: 'de-DE' });
  await page.goto('/templates');
  await page.getByRole('button', { name: 'Neue Notiz aus Besprechung' }).click();
  await expect(page.getByRole('textbox', { name: 'Titel' })).toHaveValue(/^Besprechung, \d/);
  await expect(textOf(page).getByRole('heading', { name: 'Was ist beschlossen?' })).toBeVisible();
  await expect(textOf(page)).toContainText('Protokoll: Ada');
  await expect(textOf(page).getByRole('checkbox')).toHaveCount(1);
});

test('a tag has a colour, is renamed everywhere and goes; notes are filtered by several', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  for (const [title, tags] of [
    ['One', ['work', 'urgent']],
    ['Two', ['work']],
  ] as const) {
    const note = await person.createNote({ title });
    await person.api('PATCH', `/notes/${note.id}`, { tags });
  }
  await page.goto('/tags/work');
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list).toHaveCount(2);
  await page.getByRole('button', { name: 'Only notes that also have the tag urgent' }).click();
  await expect(list).toHaveCount(1);
  await expect(list).toContainText('One');
  await page.reload();
  await expect(list).toHaveCount(1);
  await page.getByRole('button', { name: 'Also notes without the tag urgent' }).click();
  await expect(list).toHaveCount(2);

  await page.getByRole('button', { name: 'Change tag…' }).click();
  await dialog(page).locator('[data-tooltip="Green"]').click();
  await expect(page.locator('aside [data-tag-color="green"]')).toHaveCount(1);
  await dialog(page).getByLabel('Name').fill('Job');
  await dialog(page).getByRole('button', { name: 'Rename everywhere' }).click();
  await expect(page.getByRole('heading', { name: '#Job' })).toBeVisible();
  await expect(list).toHaveCount(2);
  await expect(page.locator('aside [data-tag-color="green"]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Change tag…' }).click();
  await dialog(page).getByRole('button', { name: 'Delete everywhere' }).click();
  await expect(dialog(page)).toContainText('2 notes lose this tag.');
  await dialog(page).getByRole('button', { name: 'Delete everywhere' }).click();
  await expect(page.getByRole('link', { name: /^Job/ })).toHaveCount(0);
});

test('the trash says when notes go; they are deleted one by one, or all at once', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  for (const title of ['Old', 'Older', 'Oldest']) {
    const note = await person.createNote({ title });
    await person.createNote({ title: 'inside', parent_id: note.id });
    await person.api('PATCH', `/notes/${note.id}`, { trashed: true });
  }
  await page.goto('/trash');
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list).toHaveCount(3);
  await expect(list.first()).toContainText('goes for good in 30 days');
  await page.getByRole('button', { name: 'Delete Old for good' }).click();
  await expect(dialog(page)).toContainText('1 note inside goes with it.');
  await dialog(page).getByRole('button', { name: 'Delete for good' }).click();
  await expect(list).toHaveCount(2);
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  await expect(dialog(page)).toContainText('All 2 notes in it');
  await dialog(page).getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
});

test('O3: what was written offline in a note that is deleted for good meanwhile is offered as a copy', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Gone' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'before');
  await expectSaved(page);
  await context.setOffline(true);
  await typeAtEnd(page, ', and offline');
  await person.api('PATCH', `/notes/${note.id}`, { trashed: true });
  await person.api('DELETE', `/notes/${note.id}`);
  await context.setOffline(false);
  const keep = page.getByRole('button', { name: /new note of mine/ });
  await keep.click({ timeout: 60_000 });
  await expect(textOf(page)).toHaveText('before, and offline');
  await expectSaved(page);
});

for (const size of ['desktop', 'phone'] as const) {
  test(`templates, copies, tags and the trash as they look, ${size}`, async ({ visit }, info) => {
    test.setTimeout(240_000);
    const { page, person } = await visit('Ada', { ...sizes[size], reducedMotion: 'reduce' });
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    await page.goto('/templates');
    await expect(page.getByRole('button', { name: 'New note from Decision' })).toBeVisible();
    await look('templates-built-in');
    await makeWorkspace(person, 'Team');
    const note = await person.createNote({ title: '🗓️ Weekly report' });
    await person.createNote({ title: 'Figures', parent_id: note.id });
    await person.api('PATCH', `/notes/${note.id}`, { tags: ['work', 'plans', 'urgent'] });
    for (const [tag, color] of [
      ['work', 'blue'],
      ['urgent', 'red'],
    ])
      await person.api('PUT', `/workspaces/${note.workspace_id}/tags/${tag}`, { color });
    await openNote(page, note.id);
    await choose(page, 'Duplicate…');
    await expect(dialog(page).getByLabel('Title of the copy')).toBeVisible();
    await look('duplicate');
    await page.keyboard.press('Escape');
    await choose(page, 'Use as a template…');
    await expect(dialog(page)).toContainText('{{author}}');
    await look('template-dialog');
    await page.keyboard.press('Escape');
    await choose(page, 'Move to…');
    await dialog(page).getByLabel('Workspace').selectOption('Team');
    await look('move-to-workspace');
    await page.keyboard.press('Escape');
    await page.goto('/tags/work?and=urgent');
    await expect(page.getByRole('button', { name: 'Change tag…' })).toBeVisible();
    await look('tag');
    await page.getByRole('button', { name: 'Change tag…' }).click();
    await expect(dialog(page).getByRole('radio', { name: 'Blue' })).toBeChecked();
    await look('tag-dialog');
    await page.keyboard.press('Escape');
    await person.api('PATCH', `/notes/${note.id}`, { is_template: true });
    await openNote(page, note.id);
    await expect(page.getByText('This is a template')).toBeVisible();
    await look('template');
    await page.goto('/templates');
    await expect(page.getByRole('button', { name: /New note from Weekly report/ })).toBeVisible();
    await look('templates');
    await person.api('PATCH', `/notes/${note.id}`, { trashed: true });
    await page.goto('/trash');
    await page.getByRole('button', { name: 'Delete Weekly report for good' }).click();
    await expect(dialog(page)).toBeVisible();
    await look('delete-dialog');
    await page.keyboard.press('Escape');
    await look('trash');
    expect(complaints).toEqual([]);
  });
}
