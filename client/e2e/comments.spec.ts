import type { Comments } from '@scriptorium/shared/api/comments.ts';
import type { Locator, Page } from '@playwright/test';
import type { TestPerson } from '../../server/test/people.ts';
import { expect, test, type Visitor } from './support/app.ts';
import { commentOn, commentsOf, openComments, say, threadOf } from './support/comments.ts';
import { sizes } from './support/look.ts';
import { expectSaved, focusText, openNote, select, textOf, typeAtEnd } from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

const marks = (page: Page): Locator => textOf(page).locator('.comment-mark');

async function twoPeople(visit: (name: string) => Promise<Visitor>, role: 'editor' | 'commenter' | 'viewer') {
  const ada = await visit('Ada Lovelace');
  const grace = await visit('Grace Hopper');
  const note = await ada.person.createNote({ title: 'Plan' });
  await shareNote(ada.person, note.id, grace.person, role);
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'The engine might compose elaborate pieces of music.');
  await expectSaved(ada.page);
  return { ada, grace, note };
}

async function said(person: TestPerson, noteId: string): Promise<Comments> {
  return (await person.api<Comments>('GET', `/notes/${noteId}/comments`)).body;
}

test('two people discuss a piece of the text: comment, mention, answer, react, resolve, reopen', async ({
  visit,
}) => {
  const { ada, grace, note } = await twoPeople(visit, 'commenter');
  await openNote(grace.page, note.id);
  await expect(textOf(grace.page)).toHaveAttribute('contenteditable', 'false');
  await commentOn(grace.page, 'elaborate pieces', 'Which ones?');
  await expect(marks(grace.page)).toHaveText(['elaborate pieces']);

  await expect(marks(ada.page)).toHaveText(['elaborate pieces']);
  await expect(ada.page.getByRole('button', { name: 'Comments, 1 unread' })).toBeVisible();
  await marks(ada.page).click();
  const thread = threadOf(ada.page, 'Grace Hopper');
  await expect(thread).toContainText('Which ones?');
  await expect(thread).toContainText('New');
  const field = thread.getByRole('textbox', { name: 'Reply' });
  await field.pressSequentially('Ask @gra');
  await ada.page.getByRole('option', { name: 'Grace Hopper' }).click();
  await expect(field).toHaveValue('Ask @Grace Hopper ');
  await field.press('Control+Enter');
  await expect(threadOf(grace.page, 'Grace Hopper')).toContainText('Ask @Grace Hopper');
  await expect(ada.page.getByRole('button', { name: 'Comments', exact: true })).toBeVisible();

  await threadOf(grace.page, 'Grace Hopper').getByRole('button', { name: 'React' }).last().click();
  await grace.page.getByRole('button', { name: 'React with 🎉' }).click();
  await expect(thread.getByRole('button', { name: '🎉: Grace Hopper' })).toHaveText('🎉 1');
  await thread.getByRole('button', { name: '🎉: Grace Hopper' }).click();
  await expect(
    threadOf(grace.page, 'Grace Hopper').getByRole('button', { name: '🎉: you, Ada Lovelace' }),
  ).toBeVisible();

  await thread.getByRole('button', { name: 'Resolve' }).click();
  await expect(commentsOf(grace.page)).toContainText('Nothing is being discussed.');
  await expect(marks(grace.page)).toHaveCount(0);
  await grace.page.getByRole('button', { name: 'Resolved', exact: true }).click();
  await expect(commentsOf(grace.page)).toContainText('Resolved by Ada Lovelace');
  await grace.page.getByRole('button', { name: 'Reopen' }).click();
  await expect(marks(ada.page)).toHaveText(['elaborate pieces']);
  expect(await ada.person.text(note.id)).toBe('The engine might compose elaborate pieces of music.');
});

test('a comment is edited, deleted and brought back by who said it', async ({ visit }) => {
  const { ada, note } = await twoPeople(visit, 'commenter');
  await openComments(ada.page);
  await ada.page.getByRole('button', { name: 'Comment on the note' }).click();
  await say(ada.page, 'Frist thoughts');
  const thread = threadOf(ada.page, 'Ada Lovelace');
  const act = async (name: string) => {
    await thread.getByRole('button', { name: 'Actions for the comment by Ada Lovelace' }).click();
    await ada.page.getByRole('menuitem', { name }).click();
  };
  await act('Edit');
  await thread.getByRole('textbox', { name: 'Edit' }).fill('First thoughts');
  await thread.getByRole('button', { name: 'Save' }).click();
  await expect(thread).toContainText('First thoughts');
  await expect(thread).toContainText('edited');
  await act('Delete');
  await expect(thread).toHaveCount(0);
  await ada.page.getByRole('button', { name: 'Undo' }).click();
  await expect(thread).toContainText('First thoughts');
  await expect
    .poll(async () => (await said(ada.person, note.id)).comments.map(({ text }) => text))
    .toEqual(['First thoughts']);
});

test('C9: the piece stays the same while people write around it, split it, and take it away', async ({
  visit,
}) => {
  const { ada, grace, note } = await twoPeople(visit, 'editor');
  await openNote(grace.page, note.id);
  await commentOn(ada.page, 'elaborate pieces', 'Which ones?');
  await expect(marks(grace.page)).toHaveText(['elaborate pieces']);
  await ada.page.keyboard.press('Escape');

  await focusText(grace.page);
  await grace.page.keyboard.press('Control+Home');
  await grace.page.keyboard.type('I say: ');
  await select(grace.page, 'elaborate');
  await grace.page.keyboard.press('ArrowLeft');
  await grace.page.keyboard.type('very ');
  await expect(marks(ada.page)).toHaveText(['elaborate pieces']);
  await expect(textOf(ada.page)).toContainText('I say: The engine might compose very elaborate pieces');

  // A paragraph that is split is written anew behind the caret: who does it tells where the piece is now.
  await select(grace.page, 'might');
  const told = grace.page.waitForRequest((request) => request.method() === 'PATCH');
  await grace.page.keyboard.press('ArrowLeft');
  await grace.page.keyboard.press('Enter');
  await told;
  await expect(textOf(ada.page).locator('p')).toHaveCount(2);
  await expect(marks(ada.page)).toHaveText(['elaborate pieces']);
  await expect(marks(grace.page)).toHaveText(['elaborate pieces']);

  await select(grace.page, 'elaborate pieces');
  await grace.page.keyboard.press('Backspace');
  await expect(marks(ada.page)).toHaveCount(0);
  await openComments(ada.page);
  await expect(threadOf(ada.page, 'Ada Lovelace')).toContainText('The text was deleted.');
  await grace.page.keyboard.press('Control+z');
  await expect(marks(ada.page)).toHaveText(['elaborate pieces']);
});

test('C9: after a restore a comment is where its words are', async ({ visit }) => {
  const { ada, note } = await twoPeople(visit, 'editor');
  await commentOn(ada.page, 'elaborate pieces', 'Which ones?');
  await expect.poll(async () => (await said(ada.person, note.id)).threads.length).toBe(1);
  const { head_seq } = (await ada.person.api<{ head_seq: number }>('GET', `/notes/${note.id}/history`)).body;
  await focusText(ada.page);
  await ada.page.keyboard.press('Control+a');
  await ada.page.keyboard.press('Backspace');
  await expectSaved(ada.page);
  await expect(marks(ada.page)).toHaveCount(0);
  const { status } = await ada.person.api('POST', `/notes/${note.id}/history/${head_seq}/restore`);
  expect(status).toBe(200);
  await expect(textOf(ada.page)).toContainText('elaborate pieces');
  await expect(marks(ada.page)).toHaveText(['elaborate pieces']);
});

test('O2: what is said without a network is shown, waits, and is sent', async ({ visit }) => {
  const { ada, grace, note } = await twoPeople(visit, 'commenter');
  await openNote(grace.page, note.id);
  await commentOn(grace.page, 'engine', 'An engine?');
  await expect(marks(ada.page)).toHaveText(['engine']);
  await ada.context.setOffline(true);
  await marks(ada.page).click();
  const thread = threadOf(ada.page, 'Grace Hopper');
  await thread.getByRole('textbox', { name: 'Reply' }).fill('An analytical one');
  await thread.getByRole('textbox', { name: 'Reply' }).press('Control+Enter');
  await expect(thread).toContainText('An analytical one');
  await expect(thread.getByRole('img', { name: 'Waits for the server' })).toBeVisible();
  await expect(threadOf(grace.page, 'Grace Hopper')).not.toContainText('An analytical one');
  await ada.page.reload({ waitUntil: 'commit' }).catch(() => {});
  await ada.context.setOffline(false);
  await expect(threadOf(grace.page, 'Grace Hopper')).toContainText('An analytical one', { timeout: 30_000 });
});

test('a draft waits on this device, and what the server refuses is offered to its author', async ({
  visit,
}) => {
  const { ada, grace, note } = await twoPeople(visit, 'commenter');
  await openNote(grace.page, note.id);
  await expect(grace.page.getByRole('button', { name: 'Comments' })).toBeVisible();
  await select(grace.page, 'engine');
  // Where the text cannot be edited there is no toolbar.
  await grace.page.getByRole('button', { name: 'Comment', exact: true }).click();
  const field = commentsOf(grace.page).getByRole('textbox', { name: 'Comment' });
  await field.fill('Half a thou');
  await grace.page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await grace.page.getByRole('button', { name: 'Comment on the note' }).click();
  await expect(field).toHaveValue('Half a thou');
  await field.fill('A whole thought');
  await grace.page.route('**/threads/**', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      json: { type: 'urn:x', kind: 'forbidden', title: 'No', status: 403, detail: 'No', request_id: 'r' },
    }),
  );
  await field.press('Control+Enter');
  await grace.page.getByRole('button', { name: '1 action needs attention' }).click();
  await expect(grace.page.getByRole('dialog')).toContainText('A whole thought');
  expect((await said(ada.person, note.id)).comments).toEqual([]);
});

test('P3: a viewer reads what is said and says nothing; a commenter who becomes one has the field taken away', async ({
  visit,
}) => {
  const { ada, grace, note } = await twoPeople(visit, 'commenter');
  await openNote(grace.page, note.id);
  await commentOn(ada.page, 'engine', 'An engine?');
  await marks(grace.page).click();
  const thread = threadOf(grace.page, 'Ada Lovelace');
  await expect(thread.getByRole('textbox', { name: 'Reply' })).toBeVisible();
  await shareNote(ada.person, note.id, grace.person, 'viewer');
  await expect(thread.getByRole('textbox', { name: 'Reply' })).toHaveCount(0);
  await expect(thread).toContainText('An engine?');
  for (const name of ['Resolve', 'React', 'Comment on the note'])
    await expect(commentsOf(grace.page).getByRole('button', { name, exact: true })).toHaveCount(0);
});

test('by keyboard: from thread to thread, into an answer, and back to the text', async ({ visit }) => {
  const { ada } = await twoPeople(visit, 'commenter');
  const { page } = ada;
  await commentOn(page, 'music', 'Which music?');
  await commentOn(page, 'engine', 'Which engine?');
  const threads = commentsOf(page).getByRole('article');
  await expect(threads).toHaveText([/Which engine/, /Which music/]);
  await threads.first().focus();
  await page.keyboard.press('j');
  await expect(threads.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(threads.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(threads.first().getByRole('textbox')).toBeFocused();
  await page.keyboard.type('A difference engine');
  await page.keyboard.press('Control+Enter');
  await expect(threads.first()).toContainText('A difference engine');
  await threads.first().focus();
  await page.keyboard.press('Escape');
  await expect(commentsOf(page)).toHaveCount(0);
  await expect(textOf(page)).toBeFocused();
});

test('on a phone the comments come over the note', async ({ visit }) => {
  const ada = await visit('Ada Lovelace', sizes.phone);
  const note = await ada.person.createNote({ title: 'Plan' });
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'The engine might compose.');
  await openComments(ada.page);
  await ada.page.getByRole('button', { name: 'Comment on the note' }).click();
  await say(ada.page, 'Hello');
  await expect(threadOf(ada.page, 'Ada Lovelace')).toContainText('Hello');
  await ada.page.getByRole('button', { name: 'Close the comments' }).click();
  await expect(commentsOf(ada.page)).toHaveCount(0);
});
