/** The people that somebody has notes in common with, by name: asked for with each note, and kept on this device. */
import { notePeopleSchema } from '@scriptorium/shared/api/notes.ts';
import { useEffect, useState } from 'react';
import type { Named } from '../features/editor/surroundings.ts';
import { useAccount } from '../features/notes/account-context.ts';
import { request } from '../lib/api-client.ts';
import type { Account } from '../sync/account/account.ts';
import { readValue } from '../sync/account/account-store.ts';

/** Who can read a note: from the server; without it, who it last said. */
export async function peopleOf(account: Account, noteId: string): Promise<Named[]> {
  try {
    const { people } = await request(`/notes/${noteId}/people`, notePeopleSchema);
    const named = people.map(({ id, name }) => ({ id, name }));
    const store = await account.store();
    const all = { ...(await kept(account)), [noteId]: named };
    await store.write(['values'], ({ values }) => values.put({ key: 'people', value: all }));
    return named;
  } catch {
    return (await kept(account))[noteId] ?? [];
  }
}

/** Each once, whoever is in any note that was open here. @param noteId the one that is open, if one is */
export function useKnownPeople(noteId: string | undefined): Named[] {
  const account = useAccount();
  const [people, setPeople] = useState<Named[]>([]);
  useEffect(() => {
    let isOver = false;
    const show = async () => {
      const byNote = await kept(account);
      const byId = new Map(Object.values(byNote).flatMap((named) => named.map((each) => [each.id, each])));
      if (!isOver) setPeople([...byId.values()]);
    };
    const look = async () => {
      await show();
      if (noteId === undefined || isOver) return;
      await peopleOf(account, noteId);
      await show();
    };
    // Without storage nobody is known.
    look().catch(() => {});
    return () => {
      isOver = true;
    };
  }, [account, noteId]);
  return people;
}

async function kept(account: Account): Promise<Record<string, Named[]>> {
  const store = await account.store();
  return (await store.read(['values'], ({ values }) => readValue(values, 'people'))) ?? {};
}
