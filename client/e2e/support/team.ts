import type { TestPerson } from '../../../server/test/people.ts';

/** A workspace of the first, in which the others are editors. @returns its id */
export async function makeTeam(owner: TestPerson, ...others: TestPerson[]): Promise<string> {
  const { id } = (await owner.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body;
  const { body } = await owner.api<{ url: string }>('POST', `/workspaces/${id}/invitations`, {
    role: 'editor',
  });
  const token = new URL(body.url).pathname.split('/').at(-1);
  for (const other of others) await other.api('POST', `/invitations/${token}/accept`);
  return id;
}
