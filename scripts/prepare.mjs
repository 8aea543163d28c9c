/**
 * What every command needs first: the dependencies of this lock file, and a client built from these sources. Done
 * already, it costs a hash of the sources; nothing is done twice.
 *
 * Plain Node ≥ 20 without a dependency, because it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const node_major_min = 24;
/** A lock that nobody has touched for this long was left behind by a process that was killed. */
const stale_lock_ms = 10_000;

/** An error whose message is for the person at the terminal; no stack helps them. */
export class PrepareError extends Error {}

/**
 * @param {{ build: boolean }} options whether the client is needed
 * @throws {PrepareError} with the output of what failed
 */
export async function prepare({ build }) {
  if (isReady(build)) return;
  await withLock(async () => {
    if (!isInstalled()) install();
    if (build && !isBuilt()) buildClient();
  });
}

/** @param {boolean} build */
function isReady(build) {
  return isInstalled() && (!build || isBuilt());
}

/**
 * The Node that runs the server: the one that the dependencies brought, or this one if it is new enough.
 *
 * @returns {string}
 * @throws {PrepareError}
 */
export function nodePath() {
  const brought = join(root, 'node_modules/.bin/node');
  if (existsSync(brought)) return brought;
  if (Number(process.versions.node.split('.')[0]) >= node_major_min) return process.execPath;
  throw new PrepareError(
    `Node ${node_major_min} or newer is needed, this is ${process.versions.node}, and npm has none for ${process.platform} ${process.arch}. Install it from https://nodejs.org`,
  );
}

const installed_stamp = join(root, 'node_modules/.scriptorium-installed');

function isInstalled() {
  return readStamp(installed_stamp) === installedHash();
}

function install() {
  console.log('Installing dependencies. This happens once.');
  // The development tools build the client; NODE_ENV=production must not leave them out.
  run(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], 'npm ci');
  linkNode();
  writeFileSync(installed_stamp, installedHash());
}

/**
 * npm scripts find the Node of the dependencies first because it is in `.bin`. npm 10 installs the package and leaves
 * that link out.
 */
function linkNode() {
  const link = join(root, 'node_modules/.bin/node');
  const brought = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
    .map((name) => `../${name}/bin/node`)
    .find((path) => existsSync(join(root, 'node_modules/.bin', path)));
  if (brought && !existsSync(link)) symlinkSync(brought, link);
}

/** The lock file's, on this kind of machine: a folder that came along from another one holds the wrong binaries. */
function installedHash() {
  return `${hashOf(['package-lock.json'])} ${process.platform} ${process.arch}`;
}

const built_stamp = join(root, 'client/dist/.built');
const client_sources = [
  'package-lock.json',
  'client/index.html',
  'client/vite.config.ts',
  'client/build',
  'client/public',
  'client/src',
  'shared/src',
];

function isBuilt() {
  return readStamp(built_stamp) === hashOf(client_sources);
}

function buildClient() {
  console.log('Building the client.');
  const hash = hashOf(client_sources);
  run(['run', 'build', '--workspace', 'client'], 'building the client');
  writeFileSync(built_stamp, hash);
}

/** @param {string[]} args @param {string} what */
function run(args, what) {
  const { status, stdout, stderr, error } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  throw new PrepareError(
    `${stdout ?? ''}${stderr ?? ''}\n${what} failed${error ? `: ${error.message}` : ''}. Nothing was started.`,
  );
}

/** @param {string} file */
function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Of names and contents, tests left out. @param {string[]} paths files or folders */
function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesBelow))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return path.includes('.test.') ? [] : [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/**
 * Two `npm start` at once in a fresh clone: the second waits for the first and then finds everything done. The folder is
 * the lock (making one is atomic); its holder's pid is in its name's place, and a holder that died is noticed.
 *
 * @param {() => void} work synchronous: nothing else happens in this process meanwhile
 */
async function withLock(work) {
  const lock = join(root, '.prepare-lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (isAbandoned(lock)) {
      // Renamed first: of two that find it abandoned, one removes it.
      const aside = `${lock}-${process.pid}`;
      try {
        renameSync(lock, aside);
        if (isAbandoned(aside)) rmSync(aside, { recursive: true });
        else renameSync(aside, lock);
      } catch {
        // The other one was faster.
      }
    }
    await sleep(200);
  }
  try {
    writeFileSync(join(lock, 'pid'), `${process.pid}`);
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock */
function isAbandoned(lock) {
  try {
    const age_ms = Date.now() - statSync(lock).mtimeMs;
    const pid = Number(readStamp(join(lock, 'pid')) ?? 0);
    if (pid === 0) return age_ms > stale_lock_ms;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
