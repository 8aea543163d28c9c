import { type DialectName, dialects } from './dialects.ts';
import type { Job } from './job.ts';
import { makeTyping } from './keystrokes.ts';
import { type Person, Typist, type TypistEvents } from './typist.ts';

interface Ears {
  onKeystrokes?: TypistEvents['onKeystrokes'];
  onAck?(person: Person, count: number): void;
}

/** @param keystrokes that each of them can type at most. @returns those of each note; none is open yet */
export function makeTypists(
  { dialect, notes }: { dialect: DialectName; notes: Job['notes'] },
  keystrokes: number,
  { onKeystrokes = () => {}, onAck = () => {} }: Ears = {},
): Typist[][] {
  return notes.map((note) => {
    const people = note.people.map(
      (_, index): Person => ({ index, typing: makeTyping(index, keystrokes), due_ms: [] }),
    );
    const byClient = new Map(people.map((person) => [person.typing.yjs_client, person]));
    return people.map((person) => {
      const { url, token } = note.people[person.index] as Job['notes'][number]['people'][number];
      const place = { url, token, note_id: note.id };
      return new Typist(person, place, dialects[dialect], byClient, {
        onKeystrokes,
        onAck: (count) => onAck(person, count),
      });
    });
  });
}

/** Keystrokes and paragraphs that were sent and have not arrived everywhere. */
export function missingOf(notes: readonly Typist[][]): number {
  let count = 0;
  for (const typists of notes) {
    for (const typist of typists) count += typist.missing(({ index }) => (typists[index] as Typist).sent);
  }
  return count;
}
