/** What every answer says to a browser, and what a browser may send here with somebody's cookie. */
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import { ApiError } from './problem.ts';

export async function registerSecurityHeaders(http: FastifyInstance, config: Config): Promise<void> {
  const isHttps = config.publicUrl?.protocol === 'https:';
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        // 'self' covers ws: and wss: to the same origin (CSP 3).
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  http.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  });
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * CSRF: a request that changes something and comes from a browser must come from this site. Browsers say where a request
 * comes from (`Sec-Fetch-Site`, `Origin`) and pages cannot forge it; scripts send neither and are let through, since
 * nobody can make a stranger's script send its owner's cookie.
 */
export function protectFromOtherSites(http: FastifyInstance, config: Config): void {
  http.addHook('onRequest', async (request) => {
    // Whoever says who they are in every request is nobody's unwitting browser, and its cookie is not looked at.
    if (request.headers.authorization !== undefined) return;
    if (safeMethods.has(request.method) || isSameSite(request, config)) return;
    throw new ApiError(
      'cross_site_request',
      'Open this installation by its own address and try again there.',
    );
  });
}

/** Also for WebSocket upgrades, which are GET requests that no CORS rule guards. */
export function isSameSite(request: Pick<FastifyRequest, 'headers'>, config: Config): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return true;
  if (origin === undefined) return site === undefined;
  if (origin === config.publicUrl?.origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
