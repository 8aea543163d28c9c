import { expect, test } from './support/app.ts';
import { expectSaved, openNote, syncWord, textOf, typeAtEnd } from './support/note-page.ts';

test('without a network, changes are saved on this device and counted; with it, they are saved', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, 'before ');
  await expectSaved(page);
  await context.setOffline(true);
  await typeAtEnd(page, 'and after');
  await expect(syncWord(page)).toHaveText(/Saved on this device\s*9/, { timeout: 50_000 });
  await syncWord(page).click();
  await expect(page.getByRole('dialog')).toContainText('This device has no network');
  await page.keyboard.press('Escape');
  expect((await person.text(note.id)).trim()).toBe('before');
  await context.setOffline(false);
  await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved', { timeout: 30_000 });
  expect((await person.text(note.id)).trim()).toBe('before and after');
});

test('the server is killed while somebody writes: nothing that was typed is lost', async ({
  visit,
  server,
}) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, 'committed ');
  await expectSaved(page);
  await server.kill9();
  await typeAtEnd(page, 'typed while it was away');
  await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved_on_device');
  await server.start();
  await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved', { timeout: 30_000 });
  expect((await person.text(note.id)).trim()).toBe('committed typed while it was away');
  await page.reload();
  await expect(textOf(page)).toHaveText('committed typed while it was away');
});

test('changes of a note that was left in a hurry are saved all the same', async ({ visit, server }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Left' });
  await openNote(page, note.id);
  await server.kill9();
  await typeAtEnd(page, 'last words');
  await page.getByRole('link', { name: 'Welcome to Scriptorium' }).click();
  await server.start();
  await expect.poll(async () => (await person.text(note.id)).trim(), { timeout: 30_000 }).toBe('last words');
});
