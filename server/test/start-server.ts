/** A server of one's own: the real program in a process of its own, on a free port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const start_ms_max = 60_000;

export interface TestServer {
  /** Stays the same when it is started again. */
  url: string;
  readonly pid: number;
  /** What it printed since its latest start: its log and its last words. */
  output(): string;
  /** SIGTERM, and what it answers with. */
  stop(): Promise<{ code: number | null; ms: number }>;
  kill9(): Promise<void>;
  /** After `stop` or `kill9`: on the same port, with the same settings. */
  startAgain(): Promise<void>;
  /** SIGSTOP: it does nothing any more, and nobody is told. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
  /** What the server sees when the script that started it is killed. */
  disconnect(): void;
}

/** @param env laid over a small default; `DATABASE_URL` or `DATA_DIR` must be in it */
export async function startServer(env: Record<string, string>): Promise<TestServer> {
  let run = await launch(env);
  const { port } = run;
  return {
    url: `http://127.0.0.1:${port}`,
    get pid() {
      return run.pid;
    },
    output: () => run.output(),
    async stop() {
      const begin = performance.now();
      run.child.kill('SIGTERM');
      const [code] = await run.ended;
      return { code, ms: performance.now() - begin };
    },
    async kill9() {
      run.child.kill('SIGKILL');
      await run.ended;
    },
    async startAgain() {
      run = await launch({ ...env, PORT: `${port}` });
    },
    pause: () => run.child.kill('SIGSTOP'),
    resume: () => run.child.kill('SIGCONT'),
    disconnect: () => run.child.disconnect(),
  };
}

interface Run {
  child: ChildProcess;
  pid: number;
  port: number;
  output(): string;
  ended: Promise<[number | null, NodeJS.Signals | null]>;
}

/** Resolves when it is ready. */
async function launch(env: Record<string, string>): Promise<Run> {
  const child = spawnServer(env);
  const { pid } = child;
  if (pid === undefined) throw new Error('the server was not started');
  const output = collectOutput(child);
  const ended = once(child, 'exit') as Run['ended'];
  const port = await Promise.race([readyPort(child), failure(ended, output)]);
  return { child, pid, port, output, ended };
}

/** For starts that are expected to fail. @returns the exit code and everything printed */
export async function failToStart(
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawnServer(env);
  const output = collectOutput(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output: output() };
}

function spawnServer(env: Record<string, string>): ChildProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const inherited = Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value));
  return spawn(process.execPath, [main], {
    env: { ...inherited, PORT: '0', HOST: '127.0.0.1', RATE_LIMIT_FACTOR: '1000', SIGN_UP: 'open', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server did not get ready')), start_ms_max);
    child.on('message', (message: { kind?: string; port?: number }) => {
      if (message.kind !== 'ready' || message.port === undefined) return;
      clearTimeout(timer);
      resolve(message.port);
    });
    child.on('exit', () => clearTimeout(timer));
  });
}

async function failure(ended: Promise<unknown>, output: () => string): Promise<never> {
  await ended;
  throw new Error(`the server ended at its start:\n${output()}`);
}

/** One figure of `/metrics`, by its name and labels as they stand there. Zero when it is not there (yet). */
export async function metric({ url }: TestServer, name: string): Promise<number> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
}
