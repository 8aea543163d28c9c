import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import { rankBetween } from '@scriptorium/shared/rank.ts';
import { expect, it } from 'vitest';
import { until } from '../../test/clients.ts';
import { signUp } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';

const servers = makeServers();

it('N15: long ranks are made short, in order; who moved a note meanwhile, offline, finds it between the same two', async () => {
  const server = await servers.server({ DATABASE_URL: await servers.database() });
  const ada = await signUp(server.url, 'Ada');
  const { id: parent_id } = await ada.createNote();
  const first = await ada.createNote({ parent_id, rank: '0|hzzzzz:' });
  const last = await ada.createNote({ parent_id, rank: '0|i00000:' });
  const inner: Note[] = [];
  const behind = () => inner.at(-1)?.rank ?? first.rank;
  while (behind().length <= 70) {
    const rank = rankBetween(behind(), last.rank);
    // Only some are worth a note; the gap is what grows them.
    if (rank.length > 55) inner.push(await ada.createNote({ parent_id, rank }));
    else inner.splice(0, 1, { ...first, rank });
  }
  const notes = inner.filter(({ id }) => id !== first.id);
  await ada.api('PUT', `/notes/${parent_id}/favourite`, { rank: notes.at(-1)?.rank });
  const list = async () =>
    (await ada.api<NoteList>('GET', '/notes?limit=1000')).body.notes.filter(
      (note) => note.parent_id === parent_id,
    );
  const order = (await list()).map(({ id }) => id);
  await server.stop();
  await server.startAgain();
  await until(async () => (await list()).every(({ rank }) => rank.length <= 60), 'all are short');
  expect((await list()).map(({ id }) => id)).toEqual(order);
  const now = await list();
  expect([now[0]?.rank, now.at(-1)?.rank]).toEqual([first.rank, last.rank]);
  const favourite = async () => (await ada.api<Note>('GET', `/notes/${parent_id}`)).body.favourite_rank ?? '';
  await until(async () => (await favourite()).length <= 60, 'favourites, too');
  // Offline, before: behind the last of the long ones, by the ranks of then.
  const stale = rankBetween(notes.at(-1)?.rank ?? null, last.rank);
  const { body: moved } = await ada.api<Note>('POST', '/notes', { parent_id, rank: stale });
  expect((await list()).map(({ id }) => id).slice(-2)).toEqual([moved.id, last.id]);
});
