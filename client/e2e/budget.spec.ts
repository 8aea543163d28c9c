import { join } from 'node:path';
import { chunksToType, readChunks, scriptsOf } from '../build/chunks.ts';
import { watchEditable, whenEditable } from './perf/when-editable.ts';
import { expect, test } from './support/app.ts';
import { textOf } from './support/note-page.ts';

const dist = join(import.meta.dirname, '../dist');

test('what the budget counts is exactly what a browser has fetched when a note can be written', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada', { locale: 'en-GB' });
  const note = await person.createNote();
  await watchEditable(context, { isBusy: true });
  await page.goto(`/notes/${note.id}`);
  const { scripts } = await whenEditable(page);
  await textOf(page).pressSequentially('typed');
  await expect(textOf(page)).toHaveText('typed');

  const chunks = readChunks(dist);
  const counted = scriptsOf(chunks, chunksToType(chunks, 'en')).map((file) => `/${file}`);
  // Tiny, and no module: it sets the theme before the first paint.
  expect(scripts.filter((path) => path !== '/theme.js').sort()).toEqual(counted.sort());
});
