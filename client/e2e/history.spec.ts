/** The history of a note, as somebody looks for what was lost. */
import { expect, test } from './support/app.ts';
import { expectSaved, openNote, textOf, titleOf, typeAtEnd } from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

test('H2 H3: somebody finds what a note was before it was wrecked, restores it while another goes on typing, and undoes that', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Recipe' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'flour\nwater');
  await expectSaved(ada.page);
  await openNote(grace.page, note.id);
  await textOf(grace.page).focus();
  await grace.page.keyboard.press('Control+a');
  await grace.page.keyboard.type('nonsense');
  await expectSaved(grace.page);
  await expect(textOf(ada.page)).toHaveText('nonsense');

  await ada.page.keyboard.press('Control+Shift+h');
  const { page } = ada;
  await expect(page.getByRole('heading', { name: 'History of Recipe' })).toBeVisible();
  const past = page.getByRole('document', { name: 'Text of the note' });
  await expect(past).toHaveText('nonsense');
  const timeline = page.getByRole('navigation', { name: 'Timeline' });
  await expect(timeline.getByRole('button')).toContainText('Ada and Grace');
  const restore = page.getByRole('button', { name: 'Restore this version' });
  await expect(restore).toBeDisabled();

  // Back to the moment before: an update a step.
  const place = page.getByRole('slider', { name: 'Place in the history' });
  await place.focus();
  for (let step = 0; step < 'nonsense'.length; step++) await page.keyboard.press('ArrowLeft');
  await expect(past.locator('p')).toHaveText(['flour', 'water']);
  await restore.click();
  await expect(titleOf(page)).toHaveValue('Recipe');
  await expect(textOf(page).locator('p')).toHaveText(['flour', 'water']);
  await expect(textOf(grace.page).locator('p')).toHaveText(['flour', 'water']);
  await typeAtEnd(grace.page, ', salt');
  await expect(textOf(page).locator('p')).toHaveText(['flour', 'water, salt']);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(textOf(page)).toContainText('nonsense');
  await expectSaved(page);
});

test('Escape leaves the history; without the server it says that nothing is lost', async ({ visit }) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Plan' });
  await openNote(page, note.id);
  await expectSaved(page);
  await page.getByRole('button', { name: 'Actions for this note' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(page.getByRole('heading', { name: 'History of Plan' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(textOf(page)).toBeVisible();
  await context.setOffline(true);
  await page.keyboard.press('Control+Shift+h');
  await expect(page.getByText('nothing of it is lost')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the note' }).click();
  await expect(textOf(page)).toBeVisible();
});
