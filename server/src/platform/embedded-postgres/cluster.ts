/**
 * The files of the database. A cluster is made beside its place and moved there in one step, so a kill in the middle
 * leaves nothing half-made, and of several starts that make one at the same moment exactly one is used.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, errorCode, explainDiskFault, lastFault } from './errors.ts';
import { cleanEnvironment } from './environment.ts';
import type { Place } from './place.ts';

const unfinished = 'postgres.new-';

/** Makes the cluster where there is none; refuses a folder that it cannot use. About 0.6 s the first time. */
export async function ensureCluster(place: Place, signal: AbortSignal): Promise<void> {
  if (await hasCluster(place)) return;
  place.log.info({ folder: place.clusterDir }, 'Making a new database');
  const temporary = join(place.dataDir, `${unfinished}${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(temporary, { mode: 0o700 });
    const { owner } = place.runAs;
    if (owner !== null) await chown(temporary, owner.uid, owner.gid);
    await initdb(place, temporary, signal);
    await rename(temporary, place.clusterDir);
    await syncFolder(place.dataDir);
  } catch (error) {
    signal.throwIfAborted();
    // Another start may have been faster: its cluster is as good, and its owner has removed ours (`removeUnfinished`).
    if (await hasCluster(place)) return;
    if (errorCode(error) === 'EBUSY') {
      throw new EmbeddedPostgresError(
        `${place.clusterDir} is a mount point. Mount the volume at ${place.dataDir}, the folder above it.`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Called by the owner of the running cluster: what is unfinished now can never be used. */
export async function removeUnfinished(place: Place): Promise<void> {
  for (const name of await readdir(place.dataDir)) {
    if (!name.startsWith(unfinished)) continue;
    await rm(join(place.dataDir, name), { recursive: true, force: true, maxRetries: 5 }).catch(
      (error: unknown) =>
        place.log.warn({ err: error, folder: name }, 'A half-made database could not be removed'),
    );
  }
}

async function hasCluster({ clusterDir, binaries }: Place): Promise<boolean> {
  const version = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (version !== null) {
    const major = Number.parseInt(version, 10);
    if (major === binaries.major) return true;
    throw new EmbeddedPostgresError(
      `The database in ${clusterDir} was made by Postgres ${major}, and this version of Scriptorium brings Postgres ${binaries.major}. Dump it with the old version and load it into a new DATA_DIR, or go back to the old version.`,
    );
  }
  const inTheWay = await readdir(clusterDir).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (inTheWay.length === 0) return false;
  throw new EmbeddedPostgresError(
    `The folder ${clusterDir} is not empty and holds no database of Scriptorium. Move it away, or set DATA_DIR to another folder.`,
  );
}

/**
 * UTF-8 with Postgres' own locale: sorting does not change with the system's libc, and no locale has to be installed.
 * Nobody but the owner reaches the socket, so it asks for no password (`trust`); TCP is refused even if someone opens it.
 */
async function initdb(
  { binaries, runAs, dataDir }: Place,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const [program, args] = runAs.command(binaries.initdb, [
    `--pgdata=${folder}`,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth-local=trust',
    '--auth-host=reject',
    '--data-checksums',
    '--no-instructions',
  ]);
  const child = spawn(program, args, {
    ...runAs.options,
    cwd: '/',
    env: cleanEnvironment(),
    // Out of the terminal's process group: whether Ctrl-C cancels the start is for `signal` to say.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (exitCode === 0) return;
  if (/could not look up effective user ID/.test(output)) {
    throw new EmbeddedPostgresError(
      `Postgres needs the user who starts it (uid ${process.getuid?.()}) to have an account. Add one to /etc/passwd, run the container as root or as a user of its image, or set DATABASE_URL.`,
      { cause: output },
    );
  }
  throw (
    explainDiskFault(output, dataDir) ??
    new EmbeddedPostgresError(`The database could not be made in ${dataDir}: ${lastFault(output)}`, {
      cause: output,
    })
  );
}

/** The new name is on the disk before anything is written under it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
