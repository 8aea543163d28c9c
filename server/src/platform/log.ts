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
  // Through Node's own stream: pino's writer tries for ever, at exit, to flush to a reader that has gone (the `tee` of
  // `npm start | tee log` after Ctrl-C, a closed terminal), and the process never ends.
  process.stdout.on('error', ignoreGoneReader);
  if (!process.stdout.isTTY) return pino(options, process.stdout);
  return pino(
    options,
    PinoPretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss', destination: process.stdout }),
  );
}

function ignoreGoneReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
