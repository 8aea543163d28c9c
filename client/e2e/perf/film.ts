/**
 * How fast the history of a long note plays: a paper of 259,778 edits, typed one by one, from its middle on at 64×. Its
 * edits came as fast as the server takes them, so nothing waits for their times: what is counted is what the page gets done.
 */
import type { BrowserContext } from '@playwright/test';
import type { TestPerson } from '../../../server/test/people.ts';
import { readTrace } from '../../../load-tests/editing-traces.ts';
import { typeTrace } from '../../../load-tests/type-trace.ts';
import { pastOf, placeOf, settled } from '../support/history-page.ts';

const plays_ms = 5_000;

/** @returns the note's id, once all of it is in the log */
export async function typePaperForFilm(url: string, person: TestPerson): Promise<string> {
  const { id } = await person.createNote({ title: 'automerge-paper' });
  await typeTrace(readTrace('automerge-paper'), url, id, person.token);
  return id;
}

/** @returns steps a second */
export async function playFilm(context: BrowserContext, noteId: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(`/notes/${noteId}/history`);
  await pastOf(page).waitFor({ timeout: 60_000 });
  const place = placeOf(page);
  const head_seq = Number(await place.getAttribute('max'));
  await place.fill(`${Math.floor(head_seq / 2)}`);
  await settled(page);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '64×' });
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  const at = async () => ({ seq: Number(await place.inputValue()), ms: performance.now() });
  // The first page of it is on its way.
  const begin = await at();
  while (Number(await place.inputValue()) === begin.seq) await page.waitForTimeout(20);
  const from = await at();
  await page.waitForTimeout(plays_ms);
  const to = await at();
  await page.close();
  return ((to.seq - from.seq) / (to.ms - from.ms)) * 1000;
}
