/** The one place that reads the environment: every setting, its default, and what is wrong with a wrong one. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Limits, limitSettings, readLimits } from './limits.ts';

/** A setting that stops the start. The message is one line: the variable, the fault, an example; never the value. */
export class ConfigError extends Error {}

export interface Config {
  /** 0: any free port. */
  port: number;
  host: string;
  /** Null: embedded Postgres in `dataDir`. */
  databaseUrl: string | null;
  /** Absolute. */
  dataDir: string;
  /** Null: this is the only instance. */
  redisUrl: string | null;
  /** Where people reach this installation; null: whatever address they used. */
  publicUrl: URL | null;
  /** Null: made once and kept in `dataDir` (`secret.ts`). */
  secret: string | null;
  signUp: 'invite' | 'open';
  /** Every rate limit times this. */
  rateLimitFactor: number;
  logLevel: string;
  /** Null: `/metrics` answers this machine only. */
  metricsToken: string | null;
  /** Proxies whose `X-Forwarded-For` is believed; false: nobody's. */
  trustProxy: string[] | false;
  /** Null: no mail is sent. It may hold a password. */
  smtpUrl: string | null;
  /** Who mails are from. */
  mailFrom: string;
  /** `npm run dev`: mails that cannot be sent are shown on a page instead. */
  isDevelopment: boolean;
  limits: Limits;
}

interface Setting {
  /** What the README says; '' means unset. */
  default: string;
  meaning: string;
  example: string;
}

/** The README's table, in its order; a test compares the two. */
export const settings = {
  PORT: { default: '3000', meaning: 'Port of everything: app, API, sockets', example: '3000' },
  HOST: { default: '0.0.0.0', meaning: 'Address to listen on', example: '127.0.0.1' },
  DATA_DIR: {
    default: './data',
    meaning: 'Embedded database, files in notes, kept secret',
    example: './data',
  },
  DATABASE_URL: {
    default: '',
    meaning: 'Postgres 15 or newer; unset: an embedded Postgres 18 in `DATA_DIR`',
    example: 'postgresql://user:password@localhost:5432/scriptorium',
  },
  REDIS_URL: {
    default: '',
    meaning: 'Redis, by which several instances tell each other at once; unset: they find out within seconds',
    example: 'redis://localhost:6379',
  },
  PUBLIC_URL: {
    default: '',
    meaning: 'Where people reach this installation; with https, cookies are secure',
    example: 'https://notes.example.org',
  },
  SECRET: {
    default: '',
    meaning: 'Signs cookies and tokens, at least 32 characters; unset: made once and kept in `DATA_DIR`',
    example: 'the output of: openssl rand -hex 32',
  },
  SIGN_UP: {
    default: 'invite',
    meaning: 'Who may make an account, `invite` or `open`; the first always may',
    example: 'open',
  },
  RATE_LIMIT_FACTOR: { default: '1', meaning: 'Multiplies every rate limit', example: '2' },
  LOG_LEVEL: {
    default: 'info',
    meaning: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
    example: 'info',
  },
  METRICS_TOKEN: {
    default: '',
    meaning: 'Bearer token of `/metrics`, at least 16 characters; unset: this machine only',
    example: 'the output of: openssl rand -hex 16',
  },
  TRUST_PROXY: {
    default: '',
    meaning: 'Proxies whose `X-Forwarded-For` is believed: addresses or networks, by commas',
    example: '127.0.0.1,10.0.0.0/8',
  },
  SMTP_URL: {
    default: '',
    meaning: 'Sends invitations by mail; needs `PUBLIC_URL`. Unset: their links are shown to whoever invites',
    example: 'smtps://user:password@mail.example.org',
  },
  MAIL_FROM: {
    default: '',
    meaning: 'Who mails are from; unset: `scriptorium@` the host of `PUBLIC_URL`',
    example: 'Notes <notes@example.org>',
  },
  ...limitSettings,
} as const satisfies Record<string, Setting>;

type Name = keyof typeof settings;

/**
 * Empty counts as unset.
 * @param cwd what a relative DATA_DIR is relative to
 * @throws ConfigError at the first wrong value
 */
export function readConfig(env: Record<string, string | undefined>, cwd = process.cwd()): Config {
  const text = (name: Name) => env[name]?.trim() || settings[name].default || null;
  const parse = <T>(name: Name, schema: z.ZodType<T>): T => {
    const result = schema.safeParse(text(name));
    if (result.success) return result.data;
    const fault = result.error.issues[0]?.message ?? 'is not valid';
    throw new ConfigError(`${name}: ${fault}. Example: ${name}=${settings[name].example}`);
  };
  const publicUrl = parse('PUBLIC_URL', originSchema.nullable());
  return {
    port: parse('PORT', portSchema),
    host: parse('HOST', z.string().regex(/^[\w.:-]+$/, 'must be an address or a host name')),
    databaseUrl: parse(
      'DATABASE_URL',
      z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
        .nullable(),
    ),
    dataDir: resolve(cwd, parse('DATA_DIR', z.string())),
    redisUrl: parse(
      'REDIS_URL',
      z
        .string()
        .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
        .nullable(),
    ),
    publicUrl,
    secret: parse('SECRET', z.string().min(32, 'must have at least 32 characters').nullable()),
    signUp: parse('SIGN_UP', z.enum(['invite', 'open'])),
    rateLimitFactor: parse('RATE_LIMIT_FACTOR', z.coerce.number().positive()),
    logLevel: parse('LOG_LEVEL', z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
    metricsToken: parse('METRICS_TOKEN', z.string().min(16, 'must have at least 16 characters').nullable()),
    trustProxy: parse('TRUST_PROXY', proxiesSchema.nullable()) ?? false,
    smtpUrl: parse(
      'SMTP_URL',
      smtpUrlSchema
        .refine(() => publicUrl !== null, 'needs PUBLIC_URL, with which the links in mails begin')
        .nullable(),
    ),
    mailFrom:
      parse('MAIL_FROM', senderSchema.nullable()) ?? `scriptorium@${publicUrl?.hostname ?? 'localhost'}`,
    isDevelopment: env.NODE_ENV === 'development',
    limits: readLimits(parse),
  };
}

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a number from 0 to 65535');

const originSchema = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((url) => new URL(url))
  .refine((url) => url.href === `${url.origin}/`, 'must be an address without path, query or password');

const smtpUrlSchema = z
  .string()
  .regex(/^smtps?:\/\//, { error: 'must start with smtp:// or smtps://', abort: true })
  .refine((url) => URL.canParse(url) && new URL(url).hostname !== '', 'must name a mail server');

const senderSchema = z
  .string()
  .regex(/^([^<>\r\n]+ )?<?[^\s<>@]+@[^\s<>@]+>?$/, 'must be an e-mail address, or a name and one in <>');

const proxiesSchema = z
  .string()
  .regex(/^[0-9a-fA-F.:/, ]+$/, 'must be addresses or networks, separated by commas')
  .transform((list) =>
    list
      .split(',')
      .map((proxy) => proxy.trim())
      .filter(Boolean),
  );
