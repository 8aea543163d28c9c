/**
 * Every screen in both themes and both sizes: axe finds nothing, nothing is in the console, nothing is wider than the
 * screen. The pictures are in `test-results/`, to be looked at.
 */
import type { Locator, Page } from '@playwright/test';
import type { TestPerson } from '../../server/test/people.ts';
import { connectHocuspocus } from '../../server/test/clients.ts';
import { expect, test, type Visitor } from './support/app.ts';
import { commentOn, openComments, say, threadOf } from './support/comments.ts';
import { allBlocks, element, text } from './support/element.ts';
import { cardOf, openHistory, pastOf, settled } from './support/history-page.ts';
import { later } from './support/later.ts';
import { writeLaunchPlan } from './support/launch-plan.ts';
import { listen, lookAt, lookInBothThemes, sizes } from './support/look.ts';
import { expectSaved, openNote, syncWord, textOf, typeAtEnd } from './support/note-page.ts';
import { countUnread, mention } from './support/mention.ts';
import { shareNote } from './support/share-note.ts';
import { makeTeam } from './support/team.ts';

// axe takes seconds for a screen, and there are many.
test.setTimeout(240_000);

for (const size of ['desktop', 'phone'] as const) {
  const options = { ...sizes[size], reducedMotion: 'reduce' as const };

  test(`a note and what opens over it, ${size}`, async ({ visit }, info) => {
    const { page, person } = await visit('Ada', options);
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    const note = await person.createNote({ title: '🌊 The shape of water' });
    await openNote(page, note.id);
    await look('empty-note');
    await typeAtEnd(page, '# Notes\nSome *words* and `code`.\n- one\ntwo');
    await page.keyboard.press('Shift+Home');
    const toolbar = page.getByRole('toolbar', { name: 'Format' });
    await expect(toolbar).toBeVisible();
    await expect.poll(() => coversSelection(toolbar)).toBe(false);
    await look('note-toolbar');
    await page.locator('[data-sync]').click();
    await expect(page.getByRole('checkbox', { name: 'Keep on this device' })).toBeVisible();
    await look('sync-details');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Actions for this note' }).click();
    await expect(page.getByRole('menuitem', { name: 'Move to trash' })).toBeVisible();
    await look('note-menu');
    await page.getByRole('menuitem', { name: 'Tags…' }).click();
    await page.getByLabel('Another tag').fill('plans');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Remove plans' })).toBeVisible();
    await look('tags-dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Actions for this note' }).click();
    await page.getByRole('menuitem', { name: 'Move to…' }).click();
    await expect(page.getByLabel('Into which note?')).toBeFocused();
    await look('move-dialog');
    await page.keyboard.press('Escape');
    await person.api('PATCH', `/notes/${note.id}`, { trashed: true });
    await openNote(page, note.id);
    await expect(textOf(page)).toHaveAttribute('contenteditable', 'false');
    await look('note-in-trash');
    expect(complaints).toEqual([]);
  });

  test(`the app around the notes, ${size}`, async ({ visit }, info) => {
    const { page, person } = await visit('Ada', options);
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    await makeGarden(person);
    await goTo(page, 'home');
    await look('home');
    if (size === 'phone') await page.getByRole('button', { name: 'Open sidebar' }).click();
    await page.getByRole('treeitem', { name: 'Garden' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('treeitem', { name: 'Flowers' })).toBeVisible();
    await look('sidebar');
    await page.getByRole('button', { name: /Account menu/ }).click();
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
    await look('account-menu');
    await page.getByRole('menuitem', { name: 'Shortcuts' }).click();
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await look('shortcuts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox')).toBeFocused();
    await look('palette');
    await page.keyboard.type('fl');
    await expect(page.getByRole('option', { name: 'Flowers' })).toBeVisible();
    await look('palette-found');
    await person.key({ name: 'Nightly backup', scopes: ['notes:read'] });
    await goTo(page, 'settings');
    await page.getByRole('button', { name: 'New API key…' }).click();
    await expect(page.getByLabel('What is it for?')).toBeFocused();
    await look('new-key');
    await page.getByLabel('What is it for?').fill('Sync to the wiki');
    await page.getByRole('button', { name: 'Create key' }).click();
    await expect(page.getByLabel('API key', { exact: true })).toBeVisible();
    await look('shown-key');
    for (const path of ['trash', 'settings', 'tags/plans', 'nothing-here']) {
      await goTo(page, path);
      await look(path.replace('/', '-'));
    }
    expect(complaints).toEqual([]);
  });

  test(`being told what others did, ${size}`, async ({ visit, server }, info) => {
    const ada = await visit('Ada Lovelace');
    const { page, person } = await visit('Bob', options);
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    const team = await makeTeam(ada.person, person);
    const others = [
      [
        '🌊 The shape of water',
        'Nothing under heaven is softer; and yet nothing wears down what is hard as well as ',
      ],
      ['Plan of a garden that nobody has ever seen, and of all that is to grow in it', 'Ask '],
    ] as const;
    for (const [title, before] of others) {
      const note = await ada.person.createNote({ title, workspace_id: team });
      const adas = await connectHocuspocus(server.url, note.id, () => ada.person.token());
      await mention(adas, person, before);
      adas.close();
    }
    const note = await person.createNote({ title: 'Shopping', workspace_id: team });
    await ada.person.api('PATCH', `/notes/${note.id}`, { trashed: true });
    await expect.poll(() => countUnread(person), { timeout: 15_000 }).toBe(2);
    await page.addInitScript((id) => localStorage.setItem('scriptorium:workspace', id), team);
    await goTo(page, 'home');
    await expect(page.getByRole('heading', { name: 'What others did' })).toBeVisible();
    await look('home-with-others');
    if (size === 'phone') await page.getByRole('button', { name: 'Open sidebar' }).click();
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await expect(page.getByRole('dialog', { name: 'Notifications' }).getByRole('link')).toHaveCount(3);
    await look('notifications');
    await page.keyboard.press('Escape');
    await goTo(page, 'activity');
    await expect(page.getByRole('main').getByRole('article')).toHaveCount(3);
    await look('activity');
    await goTo(page, 'settings#notifications');
    await expect(page.getByRole('checkbox', { name: 'Somebody mentions me: In the app' })).toBeVisible();
    await look('settings-notifications');
    // As where mail can be sent, and as a day later.
    await answer(page, '**/notifications/preferences', { may_mail: true, digest: 'daily', daily_hour: 17 });
    await page.reload();
    await expect(page.getByLabel('At', { exact: true })).toHaveValue('17');
    await look('settings-mails');
    const since = new Date(Date.now() - 86_400_000).toISOString();
    await answer(page, '**/follow', { since, changed_by: [{ id: ada.person.id, name: ada.person.name }] });
    await openNote(page, (await person.createNote({ title: 'News', workspace_id: team })).id);
    await expect(page.getByRole('button', { name: 'Show changes' })).toBeVisible();
    await look('note-news');
    await page.getByRole('button', { name: 'Actions for this note' }).click();
    await expect(page.getByRole('menuitem', { name: 'What changed since my last visit' })).toBeVisible();
    await look('note-news-menu');
    expect(complaints).toEqual([]);
  });

  test(`a note with every block in it, in German, ${size}`, async ({ visit, server }, info) => {
    const { page, person } = await visit('Ada', { ...options, locale: 'de-DE' });
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    const note = await person.createNote({ title: 'Alle Bausteine' });
    const client = await connectHocuspocus(server.url, note.id, () => person.token());
    client.body.push(allBlocks());
    await client.saved();
    await openNote(page, note.id);
    await expect(textOf(page).locator('.katex')).toHaveCount(2);
    await expect(textOf(page).locator('.hljs-keyword').first()).toBeVisible();
    await look('blocks');
    await page.getByRole('img', { name: /^Diagramm/ }).scrollIntoViewIfNeeded();
    await look('blocks-further');
    const small = await person.createNote();
    await openNote(page, small.id);
    await typeAtEnd(page, '> a quote');
    await page.keyboard.press('Control+f');
    await expect(page.getByRole('search').getByRole('textbox').first()).toBeFocused();
    await page.keyboard.type('quote');
    await expect(page.getByRole('search').getByRole('status')).toHaveText('1 von 1');
    await look('find');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    for (let line = 0; line < 24; line++) await page.keyboard.press('Enter');
    await typeAtEnd(page, '/');
    await expect(page.getByRole('listbox')).toBeVisible();
    await look('block-menu');
    expect(complaints).toEqual([]);
    client.close();
  });

  test(`a note after a time apart, and one that is taken away, ${size}`, async ({ visit }, info) => {
    const ada = await visit('Ada', options);
    const grace = await visit('Grace');
    const look = (picture: string) => lookInBothThemes(ada.page, info, picture);
    const note = await grace.person.createNote({ title: 'Plan' });
    await shareNote(grace.person, note.id, ada.person);
    await openNote(ada.page, note.id);
    await typeAtEnd(ada.page, 'first line');
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.type('second line');
    await expectSaved(ada.page);
    await openNote(grace.page, note.id);
    await ada.context.setOffline(true);
    await expect(syncWord(ada.page)).toHaveAttribute('data-sync', 'offline', { timeout: 30_000 });
    await look('offline');
    await typeAtEnd(ada.page, ', by Ada');
    await typeAtEnd(grace.page, ', by Grace');
    await expectSaved(grace.page);
    await later(ada.page, 120_000);
    await ada.context.setOffline(false);
    const card = ada.page.getByRole('region', { name: 'While you were away' });
    await expect(card).toBeVisible({ timeout: 30_000 });
    await look('coming-back');
    await ada.page.keyboard.press('Control+Shift+h');
    await expect(ada.page.getByRole('document', { name: 'Text of the note' })).toContainText('second');
    await look('history');
    await ada.page.keyboard.press('Escape');
    await card.getByRole('button', { name: 'Show' }).click();
    await expect(textOf(ada.page).locator('.side-others')).toHaveCount(1);
    await look('coming-back-shown');

    await ada.context.setOffline(true);
    await typeAtEnd(ada.page, ' and this waits');
    await expect(syncWord(ada.page)).toHaveAttribute('data-sync', 'saved_on_device', { timeout: 30_000 });
    await grace.person.api('DELETE', `/notes/${note.id}/members/${ada.person.id}`);
    await ada.context.setOffline(false);
    await expect(ada.page.getByRole('alert')).toBeVisible({ timeout: 30_000 });
    await look('taken-away');
  });

  test(`the history of a note that two wrote, ${size}`, async ({ visit, server }, info) => {
    const ada = await visit('Ada Lovelace', options);
    const grace = await visit('Grace Hopper');
    const { page } = ada;
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    await writeLaunchPlan(server, ada, grace);
    await openHistory(page);
    await look('history');
    await page.getByLabel('Compared with').selectOption('Draft for the team');
    await expect(pastOf(page).locator('del', { hasText: 'March' })).toBeVisible();
    await look('history-compared');
    await pastOf(page).locator('del', { hasText: 'Print the posters.' }).click();
    await expect(cardOf(page)).toContainText('Grace Hopper');
    await look('history-card');
    await page.keyboard.press('Escape');
    await page.getByLabel('Who wrote this').check();
    await settled(page);
    await look('history-authors');
    if (size === 'phone') await page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await page.getByRole('button', { name: 'Filter' }).click();
    await look('history-timeline');
    if (size === 'phone') await page.getByRole('button', { name: 'Close the timeline' }).click();
    await page.getByRole('button', { name: 'Name this version' }).click();
    await expect(page.getByRole('dialog', { name: 'Name this version' })).toBeVisible();
    await look('history-name');
    expect(complaints).toEqual([]);
  });

  test(`comments beside a note, ${size}`, async ({ visit, server }, info) => {
    const ada = await visit('Ada Lovelace', options);
    const grace = await visit('Grace Hopper');
    const { page } = ada;
    const complaints = listen(page);
    const look = (picture: string) => lookInBothThemes(page, info, picture);
    const note = await ada.person.createNote({ title: 'Launch plan' });
    await shareNote(ada.person, note.id, grace.person);
    const client = await connectHocuspocus(server.url, note.id, () => ada.person.token());
    client.body.push(paragraphs(plan));
    await client.saved();
    client.close();
    await openNote(grace.page, note.id);
    await openNote(page, note.id);
    await openComments(page);
    await look('comments-none');
    await page.getByRole('button', { name: 'Close the comments' }).click();
    await discussPlan(grace, ada);
    await expect(page.getByRole('button', { name: 'Comments, 3 unread' })).toBeVisible();
    await look('comments-unread');
    await openComments(page);
    const thread = threadOf(page, 'Grace Hopper').nth(1);
    await thread.getByRole('button', { name: 'React' }).last().click();
    await page.getByRole('button', { name: 'React with 👍' }).click();
    await thread.getByRole('textbox', { name: 'Reply' }).fill('I ask @gr');
    await expect(page.getByRole('option', { name: 'Grace Hopper' })).toBeVisible();
    await look('comments');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await thread.getByRole('button', { name: 'Actions for the comment by Ada Lovelace' }).click();
    await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
    await look('comments-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Comment on the note' }).click();
    await look('comments-new');
    expect(complaints).toEqual([]);
  });

  test(`for who is not signed in, ${size}`, async ({ browser, server }, info) => {
    const context = await browser.newContext({ baseURL: server.url, ...options });
    const page = await context.newPage();
    const complaints = listen(page);
    for (const path of ['sign-in', 'sign-up']) {
      await goTo(page, path);
      await lookInBothThemes(page, info, path);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test('with nothing in it, the app says so and offers one thing to do', async ({ visit }, info) => {
  const { page, person } = await visit('Ada');
  const { notes } = (await person.api<{ notes: { id: string }[] }>('GET', '/notes')).body;
  await goTo(page, 'trash');
  await lookAt(page, info.outputPath('empty-trash.png'));
  for (const { id } of notes) await person.api('PATCH', `/notes/${id}`, { trashed: true });
  await goTo(page, 'home');
  await expect(page.getByRole('button', { name: 'Write the first note' })).toBeVisible();
  await lookAt(page, info.outputPath('no-notes.png'));
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(`/${path}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function makeGarden(person: TestPerson): Promise<void> {
  const garden = await person.createNote({ title: '🌱 Garden' });
  const make = (title: string) =>
    person.api<{ id: string }>('POST', '/notes', { title, parent_id: garden.id });
  const { id } = (await make('Flowers')).body;
  await make('A title that is far too long for the width of any sidebar, and of most telephones as well');
  await person.api('PUT', `/notes/${id}/favourite`, {});
  await person.api('PATCH', `/notes/${id}`, { tags: ['plans', 'a tag with a rather long name in it'] });
  const old = await person.createNote({ title: 'Old news' });
  await person.api('PATCH', `/notes/${old.id}`, { trashed: true });
}

const plan = [
  'The beta opens in April to two hundred people who asked for it. Whoever leaves is asked to tell us why.',
  'The printer may be late, and the old price list is still online. I take it down on Friday.',
];
const paragraphs = (lines: string[]) => lines.map((line) => element('paragraph', {}, text(line)));

/** On two pieces of the text, and on the note; each is new to whoever looks next. */
async function discussPlan({ page }: Visitor, { person }: Visitor): Promise<void> {
  await commentOn(page, 'two hundred', 'Is the room large enough for all of them?');
  await commentOn(page, 'the old price list is still online', `Who takes it down?\nI would, on Friday.`);
  await page.getByRole('button', { name: 'Comment on the note' }).click();
  await say(page, `A good plan, ${person.name}. More in https://example.com/plans/launch.`);
}

async function coversSelection(element: Locator): Promise<boolean> {
  return element.evaluate((covering) => {
    const { top, bottom } = covering.getBoundingClientRect();
    const selected = getSelection()?.getRangeAt(0).getBoundingClientRect();
    return !selected || (bottom > selected.top && top < selected.bottom);
  });
}

/** The server's answer, with something else in it. */
async function answer(page: Page, url: string, change: object): Promise<void> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...change } });
  });
}
