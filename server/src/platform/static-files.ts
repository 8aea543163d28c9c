/**
 * The built client: hashed assets for a year, the page, its service worker and its manifest always fresh, and the page
 * for every app address. A browser that was told to keep the service worker would never learn of a newer app.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { Http } from './http.ts';
import { ApiError, sendProblem } from './problem.ts';

const client_dir = fileURLToPath(new URL('../../../client/dist', import.meta.url));

export async function serveClient(http: Http): Promise<void> {
  const isBuilt = existsSync(`${client_dir}/index.html`);
  if (isBuilt) {
    await http.register(fastifyStatic, {
      root: client_dir,
      index: ['index.html'],
      cacheControl: false,
      // What the build says of itself is nobody's business.
      dotfiles: 'ignore',
      setHeaders: (reply, path) => {
        const isHashed = path.startsWith(`${client_dir}/assets/`);
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  http.setNotFoundHandler((request, reply) => {
    const asksForPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (isBuilt && asksForPage && !isServerPath(request.url)) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    }
    return sendProblem(request, reply, new ApiError('not_found', `Nothing answers ${request.method} here.`));
  });
}

/** @returns what changes with every build of the client, since its page names all files by their hash; null without one */
export function readClientBuild(): string | null {
  const page = `${client_dir}/index.html`;
  if (!existsSync(page)) return null;
  return createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 16);
}

function isServerPath(url: string): boolean {
  return /^\/(api|s|sync|yjs|assets|healthz|readyz|metrics)([/?]|$)/.test(url);
}
