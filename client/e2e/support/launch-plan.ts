/** A note that two people have written, with a version that has a name: what a history is looked at with. */
import { connectHocuspocus } from '../../../server/test/clients.ts';
import type { Visitor } from './app.ts';
import { element, text } from './element.ts';
import { expectSaved, openNote, select, textOf } from './note-page.ts';
import { chooseOtherColor, shareNote } from './share-note.ts';

/** Ada writes it and names it, Grace goes over it, Ada adds a line. @returns the id of the note */
export async function writeLaunchPlan(
  server: { url: string },
  ada: Visitor,
  grace: Visitor,
): Promise<string> {
  await chooseOtherColor(ada.person, grace.person);
  const note = await ada.person.createNote({ title: 'Launch plan' });
  await shareNote(ada.person, note.id, grace.person);
  const client = await connectHocuspocus(server.url, note.id, () => ada.person.token());
  client.body.push(firstDraft());
  await client.saved();
  client.close();
  await nameNow(ada, note.id, 'Draft for the team', 'What everybody has read before Tuesday’s meeting');

  const { page } = grace;
  const { keyboard } = page;
  const replace = async (words: string, by: string) => {
    await select(page, words);
    await keyboard.type(by);
  };
  await openNote(page, note.id);
  await replace('March', 'April');
  await replace('a hundred', 'two hundred');
  await select(page, 'tell us why');
  await keyboard.press('Control+b');
  await page.getByText('Print the posters.').click({ clickCount: 3 });
  await keyboard.press('Backspace');
  await keyboard.press('Backspace');
  await page.getByText('Book the room', { exact: true }).click();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('Ask the choir for the opening');
  await page.locator('li input').first().click();
  await page.getByRole('cell', { name: '400', exact: true }).click();
  await keyboard.press('End');
  await keyboard.press('Backspace');
  await keyboard.press('Backspace');
  await keyboard.type('50');
  await expectSaved(page);

  await openNote(ada.page, note.id);
  await textOf(ada.page).getByText('the old price list is still online').click();
  await ada.page.keyboard.press('End');
  await ada.page.keyboard.type(' I take it down on Friday.');
  await expectSaved(ada.page);
  return note.id;
}

async function nameNow({ person }: Visitor, noteId: string, name: string, comment: string): Promise<void> {
  const { head_seq } = (await person.api<{ head_seq: number }>('GET', `/notes/${noteId}/history`)).body;
  await person.api('POST', `/notes/${noteId}/versions`, { seq: head_seq, name, comment });
}

function firstDraft() {
  const line = (words: string) => element('paragraph', {}, text(words));
  const task = (words: string) => element('taskItem', {}, line(words));
  const row = (cell: string, ...words: string[]) =>
    element('tableRow', {}, ...words.map((each) => element(cell, {}, line(each))));
  return [
    line(
      'The beta opens in March to a hundred people who asked for it. Whoever leaves is asked to tell us why.',
    ),
    element('heading', { level: 2 }, text('Until then')),
    element('taskList', {}, task('Write the announcement'), task('Book the room')),
    line('Print the posters.'),
    element('heading', { level: 2 }, text('Money')),
    element(
      'table',
      {},
      row('tableHeader', 'What', 'Euro'),
      row('tableCell', 'Room', '300'),
      row('tableCell', 'Posters', '400'),
    ),
    element('heading', { level: 2 }, text('Risks')),
    line('The printer may be late, and the old price list is still online.'),
    element('codeBlock', { language: 'js' }, text('const days_left = (opens_at - Date.now()) / 86_400_000;')),
  ];
}
