/**
 * Real processes throughout: each "server" is a Node process of its own that starts the embedded Postgres of a folder,
 * so that it can be killed, raced and sent signals like the real one.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../../..');
const node = existsSync(join(repository, 'node_modules/.bin/node'))
  ? join(repository, 'node_modules/.bin/node')
  : process.execPath;
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const canMount =
  isRoot && spawnSync('sh', ['-c', 'command -v mount unshare && unshare -m true']).status === 0;
const hasSetpriv = isRoot && spawnSync('setpriv', ['--version']).status === 0;
const nobodyCanReadTree =
  isRoot &&
  spawnSync(
    node,
    ['-e', `require('fs').readFileSync(${JSON.stringify(join(here, 'embedded-postgres.ts'))})`],
    nobody,
  ).status === 0;

/** What this user or machine cannot try is no test here, rather than a skipped one. */
const testIf = (possible: boolean) => (possible ? test : () => undefined);
const describeIf = (possible: boolean) => (possible ? describe : () => undefined);

/** Says each event as a line of JSON. SIGINT is the server's "write what you hold, then stop". */
const program = (platformDir: string) => `
import { startEmbeddedPostgres } from ${JSON.stringify(`${platformDir}/embedded-postgres.ts`)};
import pg from ${JSON.stringify(join(repository, 'node_modules/pg/esm/index.mjs'))};
const say = (event) => process.stdout.write(JSON.stringify(event) + '\\n');
const log = Object.fromEntries(['info', 'warn', 'error'].map((level) => [level, (fields, text) =>
  say({ kind: 'log', level, text, ...fields, err: fields.err?.message })]));
const cancel = new AbortController();
process.on('SIGUSR2', () => cancel.abort());
say({ kind: 'starting' });
const begun = performance.now();
try {
  const postgres = await startEmbeddedPostgres({ dataDir: process.env.TEST_DATA_DIR, log, signal: cancel.signal });
  say({ kind: 'ready', connection: postgres.connection, took_ms: Math.round(performance.now() - begun) });
  const stop = async () => { await postgres.stop(); say({ kind: 'stopped' }); process.exit(0); };
  process.on('SIGTERM', stop);
  process.on('SIGINT', async () => {
    const client = new pg.Client(postgres.connection);
    await client.connect();
    await client.query('create table if not exists flushed (id int); insert into flushed values (1)');
    await client.end();
    await stop();
  });
} catch (error) {
  say({ kind: 'failed', name: error.name, message: error.message });
  process.exitCode = 1;
}
`;

interface Event {
  kind: 'starting' | 'log' | 'ready' | 'stopped' | 'failed';
  connection?: { host: string; port: number; user: string; database: string };
  took_ms?: number;
  name?: string;
  message?: string;
  text?: string;
}

class Server {
  readonly #allRead: Promise<unknown>;
  readonly events: Event[] = [];
  stderr = '';
  readonly child: ChildProcess;
  readonly dataDir: string;

  constructor(dataDir: string, child: ChildProcess) {
    this.dataDir = dataDir;
    this.child = child;
    if (child.stdout === null || child.stderr === null) throw new Error('Its output is piped');
    const lines = createInterface(child.stdout).on('line', (line) => this.events.push(JSON.parse(line)));
    this.#allRead = once(lines, 'close');
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  async until(...kinds: Event['kind'][]): Promise<Event> {
    const find = () => this.events.find((event) => kinds.includes(event.kind));
    const isOver = () => this.child.exitCode !== null || this.child.signalCode !== null;
    await eventually(() => find() !== undefined || isOver(), 45_000);
    await eventually(() => find() !== undefined, 500).catch(() => {});
    const event = find();
    if (event === undefined) throw new Error(`No ${kinds} but ${JSON.stringify(this.events)} ${this.stderr}`);
    return event;
  }

  async ready(): Promise<Event & { connection: NonNullable<Event['connection']> }> {
    const event = await this.until('ready', 'failed');
    if (event.connection === undefined) throw new Error(`Not ready: ${event.message} ${this.stderr}`);
    return { ...event, connection: event.connection };
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.exited();
  }

  async exited(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    // Its last words may still be in the pipe.
    await this.#allRead;
  }

  async query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ ...(await this.ready()).connection, ssl: false });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  postmasterPid(): number {
    return postmasterPid(this.dataDir);
  }
}

const servers: Server[] = [];
const cleanUps: (() => void)[] = [];

afterEach(async () => {
  for (const server of servers) server.child.kill('SIGKILL');
  for (const server of servers) await server.exited();
  for (const folder of new Set(servers.map((server) => server.dataDir))) {
    await eventually(() => processesOf(folder).length === 0, 10_000);
  }
  servers.length = 0;
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

interface StartOptions {
  uid?: number;
  gid?: number;
  platformDir?: string;
  env?: NodeJS.ProcessEnv;
  /** Words before the program, e.g. to drop a capability. */
  through?: string[];
}

function start(
  dataDir: string,
  { platformDir = here, env, through = [], ...who }: StartOptions = {},
): Server {
  const [file = node, ...args] = [...through, node, '--input-type=module', '-e', program(platformDir)];
  const child = spawn(file, args, {
    ...who,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, TEST_DATA_DIR: dataDir, NODE_NO_WARNINGS: '1' },
  });
  const server = new Server(dataDir, child);
  servers.push(server);
  return server;
}

function temporaryFolder(mode = 0o755): string {
  const folder = mkdtempSync('/tmp/scriptorium-test-');
  chmodSync(folder, mode);
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function eventually(isTrue: () => boolean, within_ms: number): Promise<void> {
  for (const deadline = Date.now() + within_ms; !isTrue(); await sleep(10)) {
    if (Date.now() > deadline) throw new Error(`Not within ${within_ms} ms: ${isTrue}`);
  }
}

function postmasterPid(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
}

/** Every process of the machine whose command line names the folder (Postgres and its watchers), but no server. */
function processesOf(dataDir: string): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, state, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || state?.startsWith('Z')) return [];
    const isOurs = command.includes(dataDir) && !command.includes('--input-type');
    return isOurs ? [{ pid: Number(pid), command }] : [];
  });
}

function watchersOf(dataDir: string): number[] {
  return processesOf(dataDir)
    .filter(({ command }) => command.includes('scriptorium-watcher'))
    .map(({ pid }) => pid);
}

function isAlive(pid: number): boolean {
  return (
    spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .replace(/^Z.*/, '') !== ''
  );
}

/** The one line of a start that must fail. */
async function refusal(server: Server): Promise<string> {
  const event = await server.until('failed', 'ready');
  await server.exited();
  expect(event).toMatchObject({ kind: 'failed', name: 'EmbeddedPostgresError' });
  expect(event.message).not.toContain('\n');
  expect(server.stderr).toBe('');
  return event.message ?? '';
}

describe('a start and a stop', () => {
  test('the first start makes a durable UTF-8 cluster that no port leads to, and the second finds its rows', async () => {
    const dataDir = join(temporaryFolder(), 'not/there/yet');
    const first = start(dataDir);
    const { took_ms: first_ms } = await first.ready();
    const settings = await first.query(
      `select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'full_page_writes',
        'synchronous_commit', 'data_checksums', 'server_encoding', 'max_connections') order by name`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      max_connections: '100',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    });
    expect(await first.query(`select rolsuper from pg_roles where rolname = current_user`)).toEqual([
      { rolsuper: false },
    ]);
    await first.query(
      `create extension pg_trgm; create table notes (id uuid default uuidv7()); insert into notes default values`,
    );
    expect(statSync(join(dataDir, 'postgres-socket')).mode & 0o777).toBe(0o700);
    await first.stop();
    expect(processesOf(dataDir)).toEqual([]);

    const second = start(dataDir);
    const { took_ms: second_ms } = await second.ready();
    expect(await second.query('select count(*)::int as n from notes')).toEqual([{ n: 1 }]);
    expect(readdirSync(dataDir).sort()).toEqual([
      'postgres',
      'postgres-socket',
      'postgres.log',
      'postgres.log.1',
    ]);
    expect(first_ms).toBeLessThan(8_000);
    expect(second_ms).toBeLessThan(3_000);
  });

  test('an interrupt of the whole process group reaches Postgres only after the server has written', async () => {
    const dataDir = temporaryFolder();
    const server = start(dataDir);
    await server.ready();
    process.kill(-(server.child.pid ?? Number.NaN), 'SIGINT');
    await server.exited();
    expect(server.events.at(-1)?.kind).toBe('stopped');
    expect(processesOf(dataDir)).toEqual([]);
    expect(await start(dataDir).query('select count(*)::int as n from flushed')).toEqual([{ n: 1 }]);
  });

  test.each([30, 150, 300, 450, 600, 700, 800])(
    'a start that is cancelled after %i ms leaves no process',
    async (after_ms) => {
      const dataDir = temporaryFolder();
      const server = start(dataDir);
      await server.until('starting');
      await sleep(after_ms);
      server.child.kill('SIGUSR2');
      const end = await server.until('failed', 'ready');
      if (end.kind === 'ready') return; // It was faster than the signal.
      await server.exited();
      expect(end.name).toBe('AbortError');
      expect(processesOf(dataDir)).toEqual([]);
    },
  );

  test('a data folder whose path is too long for a socket gets one elsewhere, and nobody can slip theirs in', async () => {
    const dataDir = join(temporaryFolder(), 'a-very-long-name-'.repeat(6));
    const server = start(dataDir);
    const { host } = (await server.ready()).connection;
    cleanUps.push(() => rmSync(host, { recursive: true, force: true }));
    expect(host).toMatch(/^\/tmp\/scriptorium-[0-9a-f]{16}$/);
    expect(statSync(host).mode & 0o777).toBe(0o700);
    await server.stop();

    if (!isRoot) return;
    chownSync(host, 12345, 12345);
    expect(await refusal(start(dataDir))).toContain(`${host} should be the private folder`);
  });

  test('quotes, commas and spaces in the path are no trouble', async () => {
    const server = start(join(temporaryFolder(), `it's "my", folder`));
    expect(await server.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('kill -9', () => {
  test('of the server ends its Postgres', async () => {
    const dataDir = temporaryFolder();
    const server = start(dataDir);
    await server.ready();
    await server.stop('SIGKILL');
    await eventually(() => processesOf(dataDir).length === 0, 5_000);
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
  });

  test('of the server, and a start right after it: every row is there, ten times over', async () => {
    const dataDir = temporaryFolder();
    await start(dataDir).query('create table counted (n int)');
    for (let n = 0; n < 10; n++) {
      const server = servers.at(-1);
      await server?.query(`insert into counted values (${n})`);
      await server?.stop('SIGKILL');
      await sleep(n * 4);
      start(dataDir);
    }
    expect(await servers.at(-1)?.query('select count(*)::int as n from counted')).toEqual([{ n: 10 }]);
  });

  test('of Postgres: the server starts it again', async () => {
    const dataDir = temporaryFolder();
    const server = start(dataDir);
    await server.query('create table kept (n int); insert into kept values (1)');
    for (let i = 0; i < 3; i++) {
      const killed = server.postmasterPid();
      const before = server.events.filter(({ text }) => text === 'Postgres runs again').length;
      process.kill(killed, 'SIGKILL');
      await eventually(
        () => server.events.filter(({ text }) => text === 'Postgres runs again').length > before,
        20_000,
      );
      expect(server.postmasterPid()).not.toBe(killed);
      expect(await server.query('select n from kept')).toEqual([{ n: 1 }]);
    }
    expect(watchersOf(dataDir)).toHaveLength(1);
    await server.stop();
    expect(processesOf(dataDir)).toEqual([]);
  });

  test.each([0, 20, 60, 150, 300])(
    'of Postgres, and a stop %i ms later: nothing is left',
    async (after_ms) => {
      const dataDir = temporaryFolder();
      const server = start(dataDir);
      await server.ready();
      process.kill(server.postmasterPid(), 'SIGKILL');
      await sleep(after_ms);
      await server.stop();
      expect(server.events.at(-1)?.kind).toBe('stopped');
      await eventually(() => processesOf(dataDir).length === 0, 1_000);
    },
  );

  test('of the server and of Postgres at once: the next start recovers', async () => {
    const dataDir = temporaryFolder();
    const server = start(dataDir);
    await server.query('create table kept (n int); insert into kept values (1)');
    process.kill(server.postmasterPid(), 'SIGKILL');
    server.child.kill('SIGKILL');
    expect(await start(dataDir).query('select n from kept')).toEqual([{ n: 1 }]);
  });

  test('of the server and its watcher: the next start adopts Postgres, watches over it and can stop it', async () => {
    const dataDir = temporaryFolder();
    const orphan = async (server: Server) => {
      await server.ready();
      for (const pid of watchersOf(dataDir)) process.kill(pid, 'SIGKILL');
      await server.stop('SIGKILL');
      return server.postmasterPid();
    };
    const pid = await orphan(start(dataDir));
    const adopter = start(dataDir);
    await adopter.ready();
    expect(adopter.postmasterPid()).toBe(pid);
    await adopter.stop('SIGKILL');
    await eventually(() => !isAlive(pid), 5_000);

    const next = await orphan(start(dataDir));
    const second = start(dataDir);
    await second.ready();
    expect(second.postmasterPid()).toBe(next);
    await second.stop();
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('in the first start, at any moment: nothing half-made is left for the next', async () => {
    const dataDir = temporaryFolder();
    for (const after_ms of [60, 150, 250, 350, 450, 600, 750]) {
      const server = start(dataDir);
      await sleep(after_ms);
      await server.stop('SIGKILL');
    }
    const server = start(dataDir);
    expect(await server.query('select 1 as one')).toEqual([{ one: 1 }]);
    await eventually(() => !readdirSync(dataDir).some((name) => name.startsWith('postgres.new-')), 5_000);
    await server.stop();
    await eventually(() => processesOf(dataDir).length === 0, 5_000);
  });

  test('of a whole container, where the same process numbers come back: an old lock file is no obstacle', async () => {
    const dataDir = temporaryFolder();
    const first = start(dataDir);
    await first.ready();
    const pidFile = join(dataDir, 'postgres/postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n').slice(1);
    const { uid, gid } = statSync(pidFile);
    await first.stop();
    // A living process of the same user that is no Postgres.
    const other = spawn('sleep', ['60'], { stdio: 'ignore', ...(isRoot ? { uid, gid } : {}) });
    cleanUps.push(() => other.kill());
    const written = [pidFile, join(dataDir, 'postgres-socket/.s.PGSQL.5432.lock')];
    for (const file of written) {
      writeFileSync(file, [other.pid, ...lines].join('\n'), { mode: 0o600 });
      if (isRoot) chownSync(file, uid, gid);
    }
    expect(await start(dataDir).query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('two starts on one data folder', () => {
  test('the second says that the first is there, and the first does not notice', async () => {
    const dataDir = temporaryFolder();
    const first = start(dataDir);
    await first.ready();
    const pid = first.postmasterPid();
    const message = await refusal(start(dataDir));
    expect(message).toBe(
      `Scriptorium already runs on the data folder ${dataDir} (process ${first.child.pid}). Stop that one first, or set DATA_DIR to another folder.`,
    );
    await sleep(300);
    expect(first.postmasterPid()).toBe(pid);
    expect(await first.query('select 1 as one')).toEqual([{ one: 1 }]);
    expect(first.events.map(({ text }) => text)).not.toContain('Postgres is gone: starting it again');
    expect(watchersOf(dataDir)).toHaveLength(1);
  });

  const races = [
    { racers: 2, folder: 'new' },
    { racers: 3, folder: 'new' },
    { racers: 2, folder: 'used' },
    { racers: 3, folder: 'used' },
    { racers: 3, folder: 'killed' },
  ];
  test.each(races.flatMap((race) => [race, race]))(
    'of $racers at the same moment on a $folder folder exactly one wins and is left alone',
    async ({ racers, folder }) => {
      const dataDir = temporaryFolder();
      if (folder !== 'new') {
        const before = start(dataDir);
        await before.ready();
        await before.stop(folder === 'used' ? 'SIGTERM' : 'SIGKILL');
      }
      const racing = Array.from({ length: racers }, () => start(dataDir));
      const ends = await Promise.all(racing.map((server) => server.until('ready', 'failed')));
      expect(ends.filter(({ kind }) => kind === 'ready')).toHaveLength(1);
      const winner = racing[ends.findIndex(({ kind }) => kind === 'ready')];
      const losers = racing.filter((server) => server !== winner);
      for (const loser of losers)
        expect(await refusal(loser)).toContain('Scriptorium already runs on the data folder');

      const pid = winner?.postmasterPid();
      await sleep(300);
      expect(winner?.postmasterPid()).toBe(pid);
      expect(await winner?.query('select 1 as one')).toEqual([{ one: 1 }]);
      expect(winner?.events.map(({ text }) => text)).not.toContain('Postgres is gone: starting it again');
      expect(watchersOf(dataDir)).toHaveLength(1);
      await winner?.stop();
      expect(processesOf(dataDir)).toEqual([]);
    },
  );
});

describe('what a person has to mend is said in one line', () => {
  test('a cluster of another major version', async () => {
    const dataDir = temporaryFolder();
    const server = start(dataDir);
    await server.ready();
    await server.stop();
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '17\n');
    expect(await refusal(start(dataDir))).toContain('was made by Postgres 17');
  });

  test('a folder that is not ours', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres/holiday.txt'), 'sun');
    if (isRoot) chownSync(join(dataDir, 'postgres'), nobody.uid, nobody.gid);
    expect(await refusal(start(dataDir))).toContain('is not empty and holds no database of Scriptorium');
    expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['holiday.txt']);
  });

  test('a file where the data folder should be', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    writeFileSync(dataDir, '');
    expect(await refusal(start(dataDir))).toContain('a file is in the way');
  });

  testIf(!isRoot || nobodyCanReadTree)('a data folder that may not be written', async () => {
    const dataDir = temporaryFolder(0o555);
    const who = isRoot ? nobody : {};
    expect(await refusal(start(dataDir, who))).toContain('cannot be written by this user');
  });

  testIf(canMount)('a read-only disk', async () => {
    const dataDir = temporaryFolder();
    mount(dataDir, 'ro');
    expect(await refusal(start(dataDir))).toContain('is on a read-only disk');
  });

  testIf(canMount)('a full disk, when the cluster is made and when it is used', async () => {
    const dataDir = temporaryFolder();
    mount(dataDir, 'size=20m');
    expect(await refusal(start(dataDir))).toContain(`The disk under ${dataDir} is full`);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.new-'))).toEqual([]);

    execFileSync('mount', ['-o', 'remount,size=200m', dataDir]);
    const server = start(dataDir);
    await server.ready();
    await server.stop();
    spawnSync('dd', ['if=/dev/zero', `of=${dataDir}/ballast`, 'bs=4096']);
    expect(await refusal(start(dataDir))).toContain(`The disk under ${dataDir} is full`);
  });

  function mount(folder: string, options: string): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `${options},mode=755`, 'tmpfs', folder]);
    cleanUps.push(() => execFileSync('umount', [folder]));
  }
});

describeIf(!isRoot || nobodyCanReadTree)('an ordinary user', () => {
  test('runs Postgres as they are', async () => {
    const dataDir = temporaryFolder();
    const who = isRoot ? nobody : {};
    if (isRoot) chownSync(dataDir, nobody.uid, nobody.gid);
    const server = start(dataDir, who);
    expect(await server.query('select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(isRoot ? nobody.uid : process.getuid?.());
    await server.stop();
    expect(processesOf(dataDir)).toEqual([]);
  });
});

describeIf(isRoot && process.platform === 'linux')('root', () => {
  test('runs Postgres as nobody, and with no capability where the way is open', async () => {
    const server = start(temporaryFolder());
    await server.ready();
    const status = readFileSync(`/proc/${server.postmasterPid()}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t65534\t65534/m);
    expect(status).toMatch(/^Gid:\t65534\t65534/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
  });

  test('runs it as the owner of the cluster where there is one already', async () => {
    const dataDir = temporaryFolder();
    const first = start(dataDir);
    await first.ready();
    await first.stop();
    execFileSync('chown', ['-R', '12345:12345', join(dataDir, 'postgres'), join(dataDir, 'postgres-socket')]);
    const server = start(dataDir);
    await server.ready();
    expect(readFileSync(`/proc/${server.postmasterPid()}/status`, 'utf8')).toMatch(/^Uid:\t12345/m);
  });

  test.each([
    { bounding: 'everything', through: [], capability: 4n },
    {
      bounding: "Docker's",
      through: ['setpriv', '--bounding-set=-dac_read_search', '--inh-caps=-dac_read_search'],
      capability: 2n,
    },
  ])(
    'uses a data folder in a private folder, with one capability of $bounding',
    async ({ through, capability }) => {
      if (!hasSetpriv) return;
      const dataDir = join(temporaryFolder(0o700), 'data');
      const server = start(dataDir, { through });
      expect(await server.query('select 1 as one')).toEqual([{ one: 1 }]);
      const status = readFileSync(`/proc/${server.postmasterPid()}/status`, 'utf8');
      expect(BigInt(`0x${/^CapEff:\t(\w+)/m.exec(status)?.[1]}`)).toBe(capability);
      await server.query('create extension pg_trgm');
      await server.stop();
      expect(processesOf(dataDir)).toEqual([]);
    },
  );

  testIf(hasSetpriv)('starts from a clone in a private folder', async () => {
    const clone = temporaryFolder(0o700);
    const platformDir = join(clone, 'server/src/platform');
    mkdirSync(join(clone, 'node_modules'));
    cpSync(join(here, 'embedded-postgres'), join(platformDir, 'embedded-postgres'), { recursive: true });
    cpSync(join(here, 'embedded-postgres.ts'), join(platformDir, 'embedded-postgres.ts'));
    cpSync(
      join(repository, 'node_modules/@embedded-postgres'),
      join(clone, 'node_modules/@embedded-postgres'),
      {
        recursive: true,
        // Neither the symlinks nor what they lead to twice: a clone whose install scripts were switched off.
        filter: (source) => !/\/native\/lib\/lib(ecpg|icu|pgtypes|pq).*\.so(\.\d+)?$/.test(source),
      },
    );
    for (const name of ['pg', 'zod']) {
      symlinkSync(join(repository, 'node_modules', name), join(clone, 'node_modules', name));
    }
    writeFileSync(join(clone, 'package.json'), '{"type":"module"}');
    const dataDir = join(clone, 'data');
    const server = start(dataDir, { platformDir });
    await server.query('create extension pg_trgm');
    await server.stop();
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('says which folder is closed where it cannot pass', async () => {
    const closed = temporaryFolder(0o700);
    const message = await refusal(start(join(closed, 'data'), { env: { PATH: '/nowhere' } }));
    expect(message).toContain(`uid 65534 may not enter ${closed}. Run "chmod o+x ${closed}"`);
  });
});
