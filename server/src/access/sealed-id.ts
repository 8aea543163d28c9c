/**
 * Tokens that are made from an id and SECRET, instead of being kept: what is in the database opens nothing, and yet the
 * link can be shown again. Another SECRET makes all of them void.
 *
 *   base64url( 16 bytes of the id · the first 20 of HMAC-SHA256(SECRET, purpose · id) )
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What one purpose made is nothing to another. */
export type Purpose = 'share-link' | 'note-invitation';

const id_bytes = 16;
/** 160 bits: beyond guessing, as RFC 2104 asks of a cut MAC (at least half of the hash, and 80 bits). */
const mac_bytes = 20;
const token_like = /^[\w-]{48}$/;

export function sealId(secret: string, purpose: Purpose, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([bytes, macOf(secret, purpose, bytes)]).toString('base64url');
}

/** @returns null for what was not made here for this purpose */
export function openSealedId(secret: string, purpose: Purpose, token: string): string | null {
  if (!token_like.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const id = bytes.subarray(0, id_bytes);
  if (!timingSafeEqual(bytes.subarray(id_bytes), macOf(secret, purpose, id))) return null;
  const hex = id.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function macOf(secret: string, purpose: Purpose, id: Buffer): Buffer {
  return createHmac('sha256', secret)
    .update(`scriptorium/${purpose}\0`)
    .update(id)
    .digest()
    .subarray(0, mac_bytes);
}
