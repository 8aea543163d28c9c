/** Sharing a note: by link with people who have no account, by e-mail with people who have none yet (W8, W9, W10, P3). */
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { connectHocuspocus } from '../../server/test/clients.ts';
import { makeLink } from '../../server/test/links.ts';
import { allBlocks } from './support/element.ts';
import { a_password, expect, test } from './support/app.ts';
import { listen, lookInBothThemes, sizes } from './support/look.ts';
import { caretOf, expectSaved, openNote, textOf, typeAtEnd } from './support/note-page.ts';

const panel = (page: Page) => page.getByRole('dialog', { name: /^(Share|Who can see)/ });

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(panel(page).getByRole('heading', { name: 'Who can see this' })).toBeVisible();
}

/** Somebody without an account. */
async function stranger(browser: Browser, baseURL: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL, ...options });
  return { context, page: await context.newPage() };
}

test('W8 W9 P3: a link with a password and an end lets somebody without an account co-write under a guest’s name, until it is revoked', async ({
  visit,
  browser,
  server,
}) => {
  const ada = await visit('Ada');
  const note = await ada.person.createNote({ title: 'Plan' });
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'by Ada.');
  await expectSaved(ada.page);

  await openPanel(ada.page);
  await panel(ada.page).getByRole('button', { name: 'New link' }).click();
  await panel(ada.page).getByLabel('May', { exact: true }).nth(1).selectOption('Can edit');
  await panel(ada.page).getByLabel('Password').fill('open sesame');
  await panel(ada.page).getByLabel('Good until').fill('2099-01-01T12:00');
  await panel(ada.page).getByRole('button', { name: 'Save' }).click();
  await expect(panel(ada.page).getByText(/with a password · until .*2099/)).toBeVisible();
  const { body } = await ada.person.api<{ links: { url: string }[] }>('GET', `/notes/${note.id}/links`);
  await ada.page.keyboard.press('Escape');

  const mia = await stranger(browser, server.url);
  await mia.page.goto(body.links[0]?.url ?? '');
  await expect(mia.page.getByRole('heading', { name: 'This note is protected' })).toBeVisible();
  await mia.page.getByLabel('Password').fill('open barley');
  await mia.page.keyboard.press('Enter');
  await expect(mia.page.getByRole('alert')).toContainText('This is not the password');
  await mia.page.getByLabel('Password').fill('open sesame');
  await mia.page.keyboard.press('Enter');
  await expect(mia.page.getByRole('heading', { name: 'Plan' })).toBeVisible();
  await expect(mia.page.getByText('by Ada.')).toBeVisible();

  await mia.page.getByText('Edit with others').click();
  await mia.page.getByLabel('Your name').fill('Mia');
  await mia.page.getByRole('button', { name: 'Go to the note' }).click();
  await expect(textOf(mia.page)).toHaveText('by Ada.');
  await typeAtEnd(mia.page, ' And by Mia.');
  await expect(textOf(ada.page)).toContainText('And by Mia.');
  await expect(caretOf(ada.page, 'Mia (guest)')).toBeVisible();
  await expect(mia.page.getByText('You are a guest')).toBeVisible();
  await expect(mia.page.getByRole('treeitem')).toHaveText(['Plan']);
  await expect(mia.page.getByRole('link', { name: 'Trash' })).toBeHidden();

  await openPanel(mia.page);
  await expect(mia.page.getByRole('dialog', { name: 'Who can see “Plan”' })).toBeVisible();
  await expect(panel(mia.page).getByText('Mia (guest) (you)')).toBeVisible();
  await expect(panel(mia.page).getByRole('button', { name: 'New link' })).toBeHidden();
  await mia.page.keyboard.press('Escape');

  await openPanel(ada.page);
  await panel(ada.page)
    .getByRole('button', { name: /^Settings/ })
    .click();
  await expect(panel(ada.page).getByText(/^Mia \(guest\) first/)).toBeVisible();
  await panel(ada.page).getByRole('button', { name: 'Revoke the link' }).click();
  await expect(panel(ada.page).getByRole('button', { name: /^Copy link/ })).toBeHidden();
  await expect(mia.page.getByRole('heading', { name: 'This note is not here for you' })).toBeVisible();
  await mia.page.goto(body.links[0]?.url ?? '');
  await expect(mia.page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await mia.context.close();
});

test('W8: a note is shared by e-mail with somebody who has no account yet, who makes one and is in the note', async ({
  visit,
  browser,
  server,
}) => {
  const ada = await visit('Ada');
  const note = await ada.person.createNote({ title: 'Plan' });
  await openNote(ada.page, note.id);
  await openPanel(ada.page);
  await panel(ada.page).getByLabel('E-mail').fill('not an address');
  await panel(ada.page).getByRole('button', { name: 'Share', exact: true }).click();
  await expect(panel(ada.page).getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  const email = `dora.${note.id.slice(0, 8)}@example.com`;
  await panel(ada.page).getByLabel('E-mail').fill(email);
  await panel(ada.page).getByRole('button', { name: 'Share', exact: true }).click();
  const link = await panel(ada.page).getByLabel('Link of the invitation').inputValue();
  await expect(panel(ada.page).getByText(/^Invited, until/)).toBeVisible();
  await ada.page.keyboard.press('Escape');

  const dora = await stranger(browser, server.url);
  await dora.page.goto(link);
  await expect(dora.page.getByRole('heading', { name: '“Plan” is shared with you' })).toBeVisible();
  await dora.page.getByRole('link', { name: 'Create an account' }).click();
  await dora.page.getByLabel('Name').fill('Dora');
  await expect(dora.page.getByLabel('E-mail')).toHaveValue(email);
  await dora.page.getByLabel('Password', { exact: true }).fill(a_password);
  await dora.page.keyboard.press('Enter');
  await dora.page.getByRole('treeitem', { name: 'Plan' }).click();
  await typeAtEnd(dora.page, 'by Dora');
  await expect(textOf(ada.page)).toHaveText('by Dora');

  await openPanel(ada.page);
  await panel(ada.page).getByLabel('What Dora may do').selectOption('Can read');
  await expect(dora.page.getByText('Read only')).toBeVisible();
  await panel(ada.page).getByLabel('What Dora may do').selectOption('Remove');
  await expect(panel(ada.page).getByText('Dora', { exact: true })).toBeHidden();
  await dora.context.close();
});

test('W9: a link’s page needs no script, and leads to the notes below', async ({
  visit,
  browser,
  server,
}) => {
  const ada = await visit('Ada');
  const top = await ada.person.createNote({ title: 'Garden' });
  await ada.person.createNote({ title: 'Flowers', parent_id: top.id });
  const link = await makeLink(ada.person, top.id, { with_below: true });
  const reader = await stranger(browser, server.url, { javaScriptEnabled: false });
  await reader.page.goto(link.url);
  await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText('Garden');
  await reader.page.getByRole('link', { name: 'Flowers' }).click();
  await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText('Flowers');
  await reader.page.getByRole('navigation').getByRole('link', { name: 'Garden' }).click();
  await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText('Garden');
  await reader.context.close();
});

test('W9: who has to sign in for a link comes back to it', async ({ visit, browser, server }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'For members' });
  const link = await makeLink(ada.person, note.id, { needs_account: true, role: 'editor' });
  const { context, page } = await stranger(browser, server.url);
  await page.goto(link.url);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(grace.person.email);
  await page.getByLabel('Password', { exact: true }).fill(a_password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'For members' })).toBeVisible();
  await page.getByRole('button', { name: 'Open in Scriptorium' }).click();
  await typeAtEnd(page, 'by Grace');
  await expectSaved(page);
  await context.close();
});

for (const [size, options] of Object.entries(sizes)) {
  test(`sharing looks right, ${size}`, async ({ visit, browser, server }, info) => {
    const ada = await visit('Ada', options);
    const grace = await visit('Grace');
    const look = (page: Page, picture: string) => lookInBothThemes(page, info, picture);
    const complaints = listen(ada.page);
    const top = await ada.person.createNote({ title: 'Garden' });
    const note = await ada.person.createNote({ title: 'All that can be in a note', parent_id: top.id });
    await ada.person.createNote({ title: 'Flowers', parent_id: note.id });
    const client = await connectHocuspocus(server.url, note.id, () => ada.person.token());
    client.body.push(allBlocks());
    await client.saved();
    client.close();
    const share = (id: string, body: object) => ada.person.api('POST', `/notes/${id}/members`, body);
    await share(top.id, { email: grace.person.email, role: 'editor', with_below: true });
    await share(note.id, { email: 'somebody.with.a.long.address@example.com', role: 'viewer' });
    const expires_at = '2099-01-01T12:00:00.000Z';
    const link = await makeLink(ada.person, note.id, { role: 'editor', with_below: true, expires_at });
    const locked = await makeLink(ada.person, note.id, { password: 'open sesame' });

    const mia = await stranger(browser, server.url, options);
    await mia.page.goto(link.url);
    await look(mia.page, 'page');
    await mia.page.evaluate(() => scrollTo(0, 2_000));
    await look(mia.page, 'page-further');
    await mia.page.evaluate(() => scrollTo(0, 0));
    await mia.page.getByText('Edit with others').click();
    await look(mia.page, 'page-join');
    await mia.page.getByLabel('Your name').fill('Mia');
    await mia.page.getByRole('button', { name: 'Go to the note' }).click();
    await expect(textOf(mia.page)).toBeVisible();
    if (size === 'phone') await mia.page.getByRole('button', { name: 'Open sidebar' }).click();
    await expect(mia.page.getByText('You are a guest')).toBeVisible();
    await look(mia.page, 'guest');
    await mia.page.goto(locked.url);
    await look(mia.page, 'page-password');
    await mia.page.goto('/s/nothing');
    await look(mia.page, 'page-gone');
    await mia.context.close();

    await openNote(ada.page, note.id);
    await openPanel(ada.page);
    await look(ada.page, 'panel');
    await panel(ada.page)
      .getByRole('button', { name: /^Settings/ })
      .first()
      .click();
    await expect(panel(ada.page).getByText(/^Mia/).last()).toBeVisible();
    await look(ada.page, 'panel-link');
    expect(complaints).toEqual([]);
  });
}
