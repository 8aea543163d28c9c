/**
 * Structured logs: one JSON object a line, readable lines in a terminal. No secret and no note text gets in: requests
 * are logged by their route, never by their URL (tokens travel in queries), and the paths below are removed.
 */
import { type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';

export type Log = Logger;

const redacted_paths = [
  'req.headers.cookie',
  'req.headers.authorization',
  'headers.cookie',
  'headers.authorization',
  '*.password',
  '*.token',
  '*.secret',
  'password',
  'token',
  'secret',
];

export function makeLog(level: string): Log {
  const options = { level, base: null, redact: { paths: redacted_paths, censor: '[removed]' } };
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, PinoPretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }));
}
