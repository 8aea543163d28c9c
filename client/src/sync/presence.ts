/** Who else has the note open: one entry a person, however many tabs they have. */
import { type PresenceUser, presenceUserSchema } from '@scriptorium/shared/protocol/awareness.ts';
import type { Awareness } from 'y-protocols/awareness';

export interface PresentPerson extends PresenceUser {
  /** In none of their tabs: away for a while, or looking at something else. They say so themselves (`idle.ts`). */
  isIdle: boolean;
}

export function othersPresent(states: Map<number, Record<string, unknown>>, ownId: string): PresentPerson[] {
  const people = new Map<string, PresentPerson>();
  for (const state of states.values()) {
    const user = presenceUserSchema.safeParse(state.user);
    if (!user.success || user.data.id === ownId) continue;
    const isIdle = state.idle === true && (people.get(user.data.id)?.isIdle ?? true);
    people.set(user.data.id, { ...user.data, isIdle });
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** Calls back with the others, now and whenever who they are changes; not when merely a caret moves. */
export function watchPresence(
  awareness: Awareness,
  ownId: string,
  onPeople: (people: PresentPerson[]) => void,
): () => void {
  let last = '';
  const check = () => {
    const people = othersPresent(awareness.getStates(), ownId);
    const now = JSON.stringify(people);
    if (now !== last) onPeople(people);
    last = now;
  };
  awareness.on('change', check);
  check();
  return () => awareness.off('change', check);
}
