import type { TestPerson } from '../../../server/test/people.ts';

/** Lets a person into a note of somebody else. The page has no way to do so yet (issue 6), the API has. */
export async function shareNote(
  owner: TestPerson,
  noteId: string,
  person: TestPerson,
  role: 'editor' | 'viewer' = 'editor',
): Promise<void> {
  const { status } = await owner.api('POST', `/notes/${noteId}/members`, { email: person.email, role });
  if (status !== 200) throw new Error(`the note was not shared: ${status}`);
}
