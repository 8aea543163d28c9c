/**
 * What the tests need and npm cannot bring: a Redis server, nginx and a Chromium. Found where they usually are, else
 * installed with apt where that needs no password, else the one command that installs them is named.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {{
 *   name: string,
 *   variable: string,
 *   find: () => Promise<string | undefined>,
 *   apt: string,
 *   brew: string,
 *   version?: string,
 * }} Tool version: the argument that asks for it, `--version` unless told
 */

/** @type {Tool} */
export const redis = {
  name: 'a Redis server',
  variable: 'REDIS_SERVER_PATH',
  find: async () => onPath(['redis-server', 'valkey-server']),
  apt: 'redis-server',
  brew: 'redis',
};

/** @type {Tool} */
export const nginx = {
  name: 'nginx',
  variable: 'NGINX_PATH',
  // People who are not root seldom have sbin on their path.
  find: async () => onPath(['nginx']) ?? firstExecutable(['/usr/sbin/nginx', '/usr/local/sbin/nginx']),
  apt: 'nginx',
  brew: 'nginx',
  version: '-v',
};

/** @type {Tool} */
export const chromium = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  find: async () =>
    onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) ??
    firstExecutable([
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      await playwrightsOwn(),
    ]),
  apt: 'chromium',
  brew: '--cask chromium',
};

/**
 * Finds every tool, installing what is missing. Returns the environment that tells the tests where they are, or
 * the message that tells a person what to do.
 *
 * @param {Tool[]} tools
 * @returns {Promise<{ env: Record<string, string> } | { missing: string }>}
 */
export async function ensureTools(tools) {
  let found = await findAll(tools);
  const wanted = tools.filter((tool) => !found[tool.variable]);
  if (wanted.length > 0) {
    aptInstall(wanted.map((tool) => tool.apt));
    found = await findAll(tools);
  }
  const missing = tools.filter((tool) => !found[tool.variable]);
  if (missing.length === 0) return { env: found };
  const names = missing.map((tool) => tool.name).join(' and ');
  return { missing: `The tests need ${names}. Install with:\n\n  ${installCommand(missing)}\n` };
}

/** @param {Tool[]} tools */
async function findAll(tools) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const tool of tools) {
    const path = firstExecutable([process.env[tool.variable]]) ?? (await tool.find());
    // Some distributions ship a stub under the usual name that only points at their app store: so it must run.
    const answer = path && spawnSync(path, [tool.version ?? '--version'], { timeout: 20_000 });
    if (answer && answer.status === 0) found[tool.variable] = path;
  }
  return found;
}

/** @param {string[]} packages */
function aptInstall(packages) {
  if (!onPath(['apt-get'])) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) return;

  console.log(`Installing ${packages.join(', ')} with apt …`);
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [command = '', ...rest] = [...asRoot, ...apt, ...args];
    const { status, stderr } = spawnSync(command, rest, {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // A stale package list need not matter: what counts is whether the tool is there afterwards.
    if (status !== 0) console.log(stderr.trim());
  }
}

/** @param {Tool[]} tools */
function installCommand(tools) {
  if (process.platform === 'darwin') return tools.map((tool) => `brew install ${tool.brew}`).join(' && ');
  if (onPath(['apt-get'])) {
    const packages = tools.map((tool) => tool.apt).join(' ');
    return `sudo apt-get update && sudo apt-get install -y ${packages}`;
  }
  const variables = tools.map((tool) => `${tool.variable}=/path/to/it`).join(' ');
  return `(your system's package manager), or name them: ${variables} npm test`;
}

async function playwrightsOwn() {
  const playwright = await import('playwright-core').catch(() => undefined);
  return playwright?.chromium.executablePath();
}

/** @param {string[]} names */
function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return firstExecutable(names.flatMap((name) => folders.map((folder) => join(folder, name))));
}

/** @param {(string | undefined)[]} paths */
function firstExecutable(paths) {
  return paths.find((path) => {
    if (!path) return false;
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
