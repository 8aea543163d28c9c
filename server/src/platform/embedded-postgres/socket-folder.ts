/** Where the Postgres listens: a unix socket in a folder that only its owner can enter, never TCP. */
import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import type { RunAs } from './run-as.ts';

/** Names the socket (`.s.PGSQL.5432`); no port is opened. */
export const socketPort = 5432;

/**
 * A socket's path holds at most 103 bytes on macOS and 107 on Linux (`sun_path`, with its closing zero), and
 * `/.s.PGSQL.5432` takes 14 of them.
 */
const folderBytesMax = 103 - `/.s.PGSQL.${socketPort}`.length;

/** In the data folder, so that whoever shares the folder shares the socket; in /tmp if that is too long. */
export async function makeSocketFolder(dataDir: string, runAs: RunAs): Promise<string> {
  const inside = join(dataDir, 'postgres-socket');
  const folder = fits(inside) ? inside : temporaryFolder(dataDir);
  const uid = runAs.owner?.uid ?? process.getuid?.();
  try {
    await mkdir(folder, { mode: 0o700 });
    if (runAs.owner !== null) await chown(folder, runAs.owner.uid, runAs.owner.gid);
    return folder;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }

  // Anybody may have made a folder of this name in /tmp, to sit between the server and its Postgres.
  const stat = await lstat(folder);
  const isRoots = process.getuid?.() === 0 && stat.uid === 0;
  if (!stat.isDirectory() || (stat.uid !== uid && !(isRoots || folder === inside))) {
    throw new EmbeddedPostgresError(
      `${folder} should be the private folder of Scriptorium's Postgres, but somebody else made it. Remove it, or set DATA_DIR to a shorter path.`,
    );
  }
  if (stat.uid !== uid && runAs.owner !== null) await chown(folder, runAs.owner.uid, runAs.owner.gid);
  if ((stat.mode & 0o777) !== 0o700) await chmod(folder, 0o700);
  return folder;
}

/** `/tmp` and not `os.tmpdir()`: two starts have to agree on it, and TMPDIR differs between a shell and a service. */
function temporaryFolder(dataDir: string): string {
  return `/tmp/scriptorium-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(folder) <= folderBytesMax;
}
