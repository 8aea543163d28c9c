/**
 * Who Postgres runs as. It refuses to run as root, so a server that runs as root (containers, a quick try on a VPS)
 * starts it as somebody else. No account needs to be made for that: a number is enough.
 */
import { type SpawnOptions, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';

/** How to start a program of Postgres: `spawn(...command(program, args), options)`. */
export interface RunAs {
  /** Who has to own the cluster; null: whoever runs the server. */
  owner: { uid: number; gid: number } | null;
  /** True when it needs a capability to get through a private folder; see `setprivWords`. */
  privileged: boolean;
  command(program: string, args: string[]): [program: string, args: string[]];
  options: SpawnOptions;
}

/** The number that Linux itself uses for "nobody in particular" (`/proc/sys/kernel/overflowuid`). */
const nobody = { uid: 65534, gid: 65534 };

/**
 * An ordinary user runs Postgres as they are. Root runs it as the owner of the cluster where there is one (so that
 * `sudo npm start` and `npm start` can take turns), and as nobody where there is none.
 */
export function chooseRunAs(dataDir: string, postgres: string): RunAs {
  if (process.getuid?.() !== 0) return asOneself;
  const owner = ownerOf(join(dataDir, 'postgres')) ?? nobody;
  if (owner.uid === 0) {
    throw new EmbeddedPostgresError(
      `The folder ${join(dataDir, 'postgres')} belongs to root, and Postgres does not run as root. Run: chown -R ${nobody.uid}:${nobody.gid} '${join(dataDir, 'postgres')}'`,
    );
  }
  const found = [
    asOwner(owner),
    throughSetpriv(owner, 'dac_read_search'),
    throughSetpriv(owner, 'dac_override'),
  ].find((runAs) => canReach(runAs, dataDir, postgres));
  if (found !== undefined) return found;
  const folder = firstClosedFolder([dataDir, dirname(postgres)]);
  throw new EmbeddedPostgresError(
    folder === null
      ? `This root may not start programs as another user (uid ${owner.uid}), and Postgres does not run as root. Run Scriptorium as an ordinary user, or set DATABASE_URL.`
      : `Postgres does not run as root, and uid ${owner.uid} may not enter ${folder}. Run "chmod o+x ${folder}", or run Scriptorium as an ordinary user, or move it (DATA_DIR moves the data).`,
  );
}

const asOneself: RunAs = {
  owner: null,
  privileged: false,
  command: (program, args) => [program, args],
  options: {},
};

function asOwner(owner: { uid: number; gid: number }): RunAs {
  return { owner, privileged: false, command: (program, args) => [program, args], options: owner };
}

/**
 * A clone in a private folder (`/root/x`, `mktemp -d`) cannot be entered by another user, and its mode is not ours to
 * change. `setpriv` hands Postgres one capability of root: to pass folders and read files whatever their mode
 * (`dac_read_search`), or, where the container has only that one, to write as well (`dac_override`).
 * The trade-off: somebody who takes over that Postgres could read (or write) files of others with it. They could not
 * without it, but they would be in the database already, in the same container or in a clone that is root's anyway;
 * so it is used only when the way is closed, and the log says so.
 * `no_setuid_fixup` is needed because initdb asks `access()`, which forgets capabilities of a user who is not root.
 */
function throughSetpriv(owner: { uid: number; gid: number }, capability: string): RunAs {
  const words = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    '--securebits=+no_setuid_fixup',
    '--',
  ];
  return {
    owner,
    privileged: true,
    command: (program, args) => ['setpriv', [...words, program, ...args]],
    options: {},
  };
}

/** Asked by trying: modes, access lists and security modules all have a say. About 3 ms. */
function canReach(runAs: RunAs, dataDir: string, postgres: string): boolean {
  const question = 'test -x "$1" && test -r "$1" && cd "$2"';
  const [program, args] = runAs.command('/bin/sh', ['-c', question, 'sh', postgres, dataDir]);
  return spawnSync(program, args, { ...runAs.options, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** For the message only: the first folder on the way that does not let everybody through. */
function firstClosedFolder(folders: string[]): string | null {
  for (const folder of folders) {
    const way = [folder];
    while (way[0] !== undefined && dirname(way[0]) !== way[0]) way.unshift(dirname(way[0]));
    const closed = way.find((step) => (statSync(step).mode & constants.S_IXOTH) === 0);
    if (closed !== undefined) return closed;
  }
  return null;
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat === undefined ? null : { uid: stat.uid, gid: stat.gid };
}

/** An ordinary user cannot open a cluster that root's server made for nobody. */
export function refuseForeignCluster(clusterDir: string): void {
  if (ownerOf(clusterDir) === null) return;
  try {
    accessSync(clusterDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const uid = ownerOf(clusterDir)?.uid;
    throw new EmbeddedPostgresError(
      `The folder ${clusterDir} belongs to another user (uid ${uid}). Start Scriptorium as that user (or as root, if root made it), or give it to yourself: sudo chown -R "$(id -u):$(id -g)" '${clusterDir}'`,
      { cause },
    );
  }
}
