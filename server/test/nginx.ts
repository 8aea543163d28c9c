/** A real nginx with the very files of the image (`Dockerfile.client`), moved into a folder of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './clients.ts';
import { freePort } from './free-port.ts';

export interface TestNginx {
  url: string;
  stop(): Promise<void>;
}

const ours = fileURLToPath(new URL('../../client/nginx', import.meta.url));
const command = process.env.NGINX_PATH ?? 'nginx';

/** @param env as the image takes it: `SERVERS` must be in it; what is served as the client is a page that says so */
export async function startNginx(env: { SERVERS: string; TRUST_PROXY?: string }): Promise<TestNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'scriptorium-nginx-'));
  const port = await freePort();
  await layOut(folder, port, env);
  const asRoot = process.getuid?.() === 0 ? ' user root;' : '';
  const args = ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf'), '-g', `daemon off;${asRoot}`];
  const nginx = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  nginx.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const ended = once(nginx, 'exit');
  const url = `http://127.0.0.1:${port}`;

  const stop = async () => {
    if (nginx.exitCode === null && nginx.signalCode === null) nginx.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const failed = ended.then(() => {
    throw new Error(`nginx ended at once:\n${output}`);
  });
  try {
    await Promise.race([until(() => answers(url), 'nginx answers'), failed]);
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
  return { url, stop };
}

async function layOut(folder: string, port: number, env: Record<string, string>): Promise<void> {
  const pages = join(folder, 'html');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'index.html'), 'the page');
  await writeFile(join(pages, 'assets', 'app-1a2b3c.js'), 'the script');
  await writeFile(join(folder, 'mime.types'), 'types { text/html html; text/javascript js; }\n');
  await cp(join(ours, 'security-headers.conf'), join(folder, 'security-headers.conf'));
  for (const name of ['nginx.conf', 'scriptorium.conf']) {
    const text = await readFile(join(ours, name), 'utf8');
    const moved = text
      .replaceAll(/\/etc\/nginx\/|\/tmp\//g, `${folder}/`)
      .replace('/usr/share/nginx/html', pages)
      .replace('listen 8080;', `listen 127.0.0.1:${port};`)
      // Two that must agree, however many cores there are.
      .replace('worker_processes auto;', 'worker_processes 2;');
    await writeFile(join(folder, name), moved);
  }
  const { PATH } = process.env;
  const written = spawnSync('sh', [join(ours, 'environment.sh')], {
    env: { PATH, ...env, NGINX_FOLDER: folder },
    encoding: 'utf8',
  });
  if (written.status !== 0) throw new Error(`environment.sh: ${written.stderr}`);
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD' }).then(
    () => true,
    () => false,
  );
}
