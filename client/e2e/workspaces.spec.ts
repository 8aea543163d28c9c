/** Workspaces: made, joined by a link, written in together; roles that change while somebody types (W4, W5, P3). */
import type { Page } from '@playwright/test';
import type { TestPerson } from '../../server/test/people.ts';
import { a_password, expect, test } from './support/app.ts';
import { listen, lookInBothThemes, sizes } from './support/look.ts';
import { expectSaved, openNote, textOf, titleOf, typeAtEnd } from './support/note-page.ts';

const switcher = (page: Page) => page.getByRole('button', { name: /Workspaces$/ });

async function makeWorkspace(person: TestPerson, name: string): Promise<string> {
  return (await person.api<{ id: string }>('POST', '/workspaces', { name })).body.id;
}

async function invite(person: TestPerson, workspaceId: string, role = 'editor'): Promise<string> {
  const { body } = await person.api<{ url: string }>('POST', `/workspaces/${workspaceId}/invitations`, {
    role,
  });
  return new URL(body.url).pathname;
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('a workspace is made, somebody joins it by a link in another browser, both write, one is made a viewer, then removed', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  await goTo(ada.page, '/home');
  await switcher(ada.page).click();
  await ada.page.getByRole('menuitem', { name: 'New workspace…' }).click();
  await ada.page.getByRole('dialog').getByLabel('Name').fill('Engines');
  await ada.page.keyboard.press('Enter');
  await expect(switcher(ada.page)).toContainText('Engines');
  await ada.page.getByRole('main').getByRole('button', { name: 'Write the first note' }).click();
  await expect(titleOf(ada.page)).toBeFocused();
  await ada.page.keyboard.type('Plan');
  await typeAtEnd(ada.page, 'by Ada.');
  await expectSaved(ada.page);
  const noteUrl = ada.page.url();

  await switcher(ada.page).click();
  await ada.page.getByRole('menuitem', { name: 'Members and invitations' }).click();
  await ada.page.getByRole('button', { name: 'Create invitation' }).click();
  const link = await ada.page.getByLabel('Link of the invitation').inputValue();

  await grace.page.goto(link);
  await expect(grace.page.getByRole('heading', { name: 'Join “Engines”' })).toBeVisible();
  await expect(grace.page.getByText('Ada invites you to this workspace. Your role: Editor.')).toBeVisible();
  await grace.page.getByRole('button', { name: 'Join' }).click();
  await expect(switcher(grace.page)).toContainText('Engines');
  await grace.page.getByRole('treeitem', { name: 'Plan' }).click();
  await expect(textOf(grace.page)).toHaveText('by Ada.');
  await ada.page.goto(noteUrl);
  await typeAtEnd(grace.page, ' And by Grace.');
  await expect(textOf(ada.page)).toHaveText('by Ada. And by Grace.');

  // P3: read-only within a second of the answer, with what was typed before.
  const workspaceId = (
    await ada.person.api<{ workspaces: { id: string; name: string }[] }>('GET', '/workspaces')
  ).body.workspaces.find(({ name }) => name === 'Engines')?.id;
  await typeAtEnd(grace.page, ' One more.');
  await expectSaved(grace.page);
  const member = `/workspaces/${workspaceId}/members/${grace.person.id}`;
  await ada.person.api('PATCH', member, { role: 'viewer' });
  const demoted = Date.now();
  await expect(textOf(grace.page)).toHaveAttribute('contenteditable', 'false');
  expect(Date.now() - demoted).toBeLessThan(1_500);
  await expect(textOf(grace.page)).toHaveText('by Ada. And by Grace. One more.');
  await typeAtEnd(ada.page, ' Ada goes on.');
  await expect(textOf(grace.page)).toContainText('Ada goes on.');

  await ada.person.api('DELETE', member);
  await expect(grace.page.getByRole('heading', { name: 'This note is not here for you' })).toBeVisible();
  // The list goes with it, before it is asked for anew by itself.
  await expect(switcher(grace.page)).toContainText('Grace’s notes', { timeout: 5_000 });
  await expect(grace.page.getByRole('treeitem', { name: 'Plan' })).toHaveCount(0);
  await expect(textOf(ada.page)).toContainText('And by Grace. One more.');
});

test('W5: where accounts need an invitation, one is made with the link, and is in the workspace', async ({
  visit,
  browser,
  server,
}) => {
  const ada = await visit('Ada');
  const workspaceId = await makeWorkspace(ada.person, 'Guild');
  const path = await invite(ada.person, workspaceId, 'viewer');
  const context = await browser.newContext({ baseURL: server.url, locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole('link', { name: 'Konto anlegen' }).click();
  await page.getByLabel('Name').fill('Hedy');
  await page.getByLabel('E-Mail').fill(`hedy.${workspaceId}@example.com`);
  await page.getByLabel('Passwort', { exact: true }).fill(a_password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Guild.*Arbeitsbereiche$/ })).toBeVisible();
  await page.goto('/invite/not-a-token');
  await expect(page.getByRole('heading', { name: 'Diese Einladung gilt nicht' })).toBeVisible();
  await context.close();
});

test('the chosen workspace is remembered, its tree is shown without a network, and a note that is opened brings its own', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  const workspaceId = await makeWorkspace(person, 'Engines');
  const plan = await person.createNote({ title: 'Plan', workspace_id: workspaceId });
  await goTo(page, '/home');
  await expect(page.getByRole('treeitem', { name: 'Welcome to Scriptorium' })).toBeVisible();
  await expect(page.getByRole('treeitem', { name: 'Plan' })).toHaveCount(0);
  await openNote(page, plan.id);
  await expect(switcher(page)).toContainText('Engines');
  await goTo(page, '/home');
  await expect(page.getByRole('treeitem', { name: 'Plan' })).toBeVisible();
  await context.setOffline(true);
  await switcher(page).click();
  await page.getByRole('menuitemcheckbox', { name: /Ada’s notes/ }).click();
  await expect(page.getByRole('treeitem', { name: 'Welcome to Scriptorium' })).toBeVisible();
  await expect(page.getByRole('treeitem', { name: 'Plan' })).toHaveCount(0);
});

test('a role is changed, a member removed, the workspace handed over and left, on its page', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const workspaceId = await makeWorkspace(ada.person, 'Engines');
  const token = (await invite(ada.person, workspaceId)).split('/').at(-1);
  await grace.person.api('POST', `/invitations/${token}/accept`);
  const { page } = ada;
  await goTo(page, `/workspaces/${workspaceId}`);
  await page.getByLabel('Role of Grace').selectOption('Admin');
  await expect(page.getByText('Ada: changed a role')).toBeVisible();
  await page.getByRole('button', { name: 'Hand over…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByText('Grace is the owner now')).toBeVisible();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByText('You are not in “Engines” any more')).toBeVisible();
  await expect(switcher(page)).toContainText('Ada’s notes');
  await goTo(grace.page, `/workspaces/${workspaceId}`);
  await expect(grace.page.getByText('Ada: left')).toBeVisible();
});

for (const size of ['desktop', 'phone'] as const) {
  test(`the screens of workspaces, ${size}`, async ({ visit, browser, server }, info) => {
    test.setTimeout(240_000);
    const options = { ...sizes[size], reducedMotion: 'reduce' as const };
    const { page, person } = await visit('Ada', options);
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    const workspaceId = await makeWorkspace(person, 'A workspace with quite a long name for a sidebar');
    const grace = await visit('Grace');
    const path = await invite(person, workspaceId);
    await grace.person.api('POST', `/invitations/${path.split('/').at(-1)}/accept`);
    await goTo(page, '/home');
    if (size === 'phone') await page.getByRole('button', { name: 'Open sidebar' }).click();
    await switcher(page).click();
    await expect(page.getByRole('menuitem', { name: 'Members and invitations' })).toBeVisible();
    await look('switcher');
    await page.getByRole('menuitem', { name: 'New workspace…' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('new-workspace');
    await page.keyboard.press('Escape');
    await goTo(page, `/workspaces/${workspaceId}`);
    await page.getByRole('button', { name: 'Create invitation' }).click();
    await expect(page.getByLabel('Link of the invitation')).toBeVisible();
    await look('workspace');
    await page.getByRole('button', { name: 'Delete this workspace' }).click();
    await look('delete-workspace');
    await page.keyboard.press('Escape');
    await goTo(page, path);
    await look('invitation');
    expect(complaints).toEqual([]);
    const stranger = await (await browser.newContext({ baseURL: server.url, ...options })).newPage();
    await goTo(stranger, path);
    await lookInBothThemes(stranger, info, 'invitation-of-a-stranger');
    await stranger.context().close();
  });
}
