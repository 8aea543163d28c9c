/**
 * Lets a person into the workspace of somebody else. There is no way to share yet (issue 6): until there is, this writes
 * the row that sharing will write, into the database of the server under test.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { TestPerson } from '../../../server/test/people.ts';
import type { OwnServer } from './app.ts';

export async function shareWorkspace(
  server: OwnServer,
  owner: TestPerson,
  member: TestPerson,
): Promise<void> {
  const client = new pg.Client({ ...(await socketOf(server)), user: 'scriptorium', database: 'scriptorium' });
  await client.connect();
  try {
    await client.query(
      `insert into workspace_members (workspace_id, person_id, role)
       select id, $2, 'owner' from workspaces where personal_of = $1`,
      [owner.id, member.id],
    );
  } finally {
    await client.end();
  }
}

/** Postgres writes its port and its socket's folder on the fourth and fifth line. */
async function socketOf(server: OwnServer): Promise<{ host: string; port: number }> {
  const lines = (await readFile(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return { host: lines[4] ?? '', port: Number(lines[3]) };
}
