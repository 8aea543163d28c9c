/** Passwords of links: scrypt, with a salt of its own each. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hashing } from '../platform/passwords.ts';

/** 32 MB and about 0.1 s a try, as for accounts. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const key_bytes = 32;

/** @returns `salt.key`, both base64url */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split('.');
  const expected = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'));
  return expected.length === given.length && timingSafeEqual(given, expected);
}

/** The same letters are the same password, however a keyboard composes them. */
function derive(password: string, salt: Buffer): Promise<Buffer> {
  return hashing(() => scryptAsync(password.normalize('NFKC'), salt, key_bytes, cost));
}

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
