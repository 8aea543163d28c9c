/**
 * Says that this browser gave the link's password: a signed cookie that only the link's pages get, good for half a day
 * and for this password.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GoodLink } from '../access/link-visits.ts';
import type { Context } from '../platform/context.ts';

const cookie = 'scriptorium_share';
const hours = 12;

export function unlock(
  { secret, config }: Context,
  reply: FastifyReply,
  token: string,
  link: GoodLink,
): void {
  const expires_at = Date.now() + hours * 3_600_000;
  reply.setCookie(cookie, `${expires_at}.${macOf(secret, link, expires_at)}`, {
    path: `/s/${token}`,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl?.protocol === 'https:',
    maxAge: hours * 3600,
  });
}

export function isUnlocked({ secret }: Context, request: FastifyRequest, link: GoodLink): boolean {
  const [expires_at = '', mac = ''] = (request.cookies[cookie] ?? '').split('.');
  if (!/^\d{1,15}$/.test(expires_at) || Number(expires_at) < Date.now()) return false;
  const expected = Buffer.from(macOf(secret, link, Number(expires_at)));
  const given = Buffer.from(mac);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function macOf(secret: string, { id, password_hash }: GoodLink, expires_at: number): string {
  return createHmac('sha256', secret)
    .update(`scriptorium/share-unlock\0${id}\0${password_hash}\0${expires_at}`)
    .digest('base64url');
}
