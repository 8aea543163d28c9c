/** The link in a mail that stops these mails, without signing in: it names a person, and proves that we wrote it. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const path = '/api/v1/notifications/unsubscribe/';

export function unsubscribePath(secret: string, person_id: string): string {
  return `${path}${person_id}.${sign(secret, person_id)}`;
}

/** @returns whose mails it stops; null when it is not one of ours. It never expires: the mail may be old. */
export function readUnsubscribeToken(secret: string, token: string): string | null {
  const [person_id = '', mac = ''] = token.split('.');
  const [given, right] = [Buffer.from(mac), Buffer.from(sign(secret, person_id))];
  return given.length === right.length && timingSafeEqual(given, right) ? person_id : null;
}

function sign(secret: string, person_id: string): string {
  return createHmac('sha256', secret).update(`unsubscribe ${person_id}`).digest('base64url');
}
