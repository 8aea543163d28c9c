import { presenceColor, presenceColors } from '@scriptorium/shared/protocol/awareness.ts';
import type { TestPerson } from '../../../server/test/people.ts';

/** Lets a person into a note of somebody else, over the API: a test begins where its story does. */
export async function shareNote(
  owner: TestPerson,
  noteId: string,
  person: TestPerson,
  role: 'editor' | 'commenter' | 'viewer' = 'editor',
): Promise<void> {
  const { status } = await owner.api('POST', `/notes/${noteId}/members`, { email: person.email, role });
  if (status !== 200) throw new Error(`the note was not shared: ${status}`);
}

/** Of twelve colours two people may have the same; somebody who looks for who wrote what would choose another. */
export async function chooseOtherColor(person: TestPerson, than: TestPerson): Promise<void> {
  const color = presenceColors.find(
    (each) => ![presenceColor(than.id), presenceColor(person.id)].includes(each),
  );
  const { status } = await person.api('PATCH', '/auth/person', { color });
  if (status !== 200) throw new Error(`the colour was not changed: ${status}`);
}
