import { mkdtemp, rm, stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settings } from './config.ts';
import { readOrMakeSecret } from './secret.ts';

describe('the configuration', () => {
  it('of an empty environment is a single instance that looks after itself', () => {
    expect(readConfig({}, '/srv')).toEqual({
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: null,
      dataDir: '/srv/data',
      redisUrl: null,
      publicUrl: null,
      secret: null,
      signUp: 'invite',
      rateLimitFactor: 1,
      logLevel: 'info',
      metricsToken: null,
      trustProxy: false,
      smtpUrl: null,
      mailFrom: 'scriptorium@localhost',
      isDevelopment: false,
      limits: {
        frame_bytes_max: 16 * 1024 * 1024,
        note_bytes_max: 32 * 1024 * 1024,
        updates_per_second_max: 200,
        awareness_bytes_max: 16 * 1024,
        notes_per_socket_max: 200,
        sockets_per_person_max: 50,
        sockets_per_address_max: 500,
        unread_bytes_max: 32 * 1024 * 1024,
        unsaved_bytes_max: 128 * 1024 * 1024,
        event_loop_lag_ms_max: 500,
        compact_after_updates: 2000,
        attachment_bytes_max: 25 * 1024 * 1024,
        workspace_bytes_max: 5 * 1024 ** 3,
      },
    });
  });

  it('takes an empty value for none', () => {
    expect(readConfig({ PORT: '', REDIS_URL: ' ' })).toMatchObject({ port: 3000, redisUrl: null });
  });

  it('reads proxies as a list', () => {
    expect(readConfig({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy).toEqual(['10.0.0.0/8', '::1']);
  });

  it.each([
    ['4096', 4096],
    ['512KiB', 524_288],
    ['1 GiB', 1_073_741_824],
  ])('P1: takes %s for a size', (value, bytes) => {
    expect(readConfig({ FRAME_BYTES_MAX: value }).limits.frame_bytes_max).toBe(bytes);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['HOST', 'no host'],
    ['DATABASE_URL', 'mysql://x'],
    ['REDIS_URL', 'localhost:6379'],
    ['PORT', '0x10'],
    ['PUBLIC_URL', 'notes.example.org'],
    ['PUBLIC_URL', 'https://example.org/notes'],
    ['SECRET', 'tooshort-sesame'],
    ['SIGN_UP', 'maybe'],
    ['RATE_LIMIT_FACTOR', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'sesame'],
    ['TRUST_PROXY', 'everyone'],
    ['SMTP_URL', 'mail.example.org'],
    ['SMTP_URL', 'smtp://'],
    ['SMTP_URL', 'smtp://user:sesame@mail.example.org'],
    ['MAIL_FROM', 'nobody'],
    ['FRAME_BYTES_MAX', '16MB'],
    ['NOTE_BYTES_MAX', '-1'],
    ['UNREAD_BYTES_MAX', '0'],
    ['UPDATES_PER_SECOND_MAX', '1.5'],
    ['SOCKETS_PER_PERSON_MAX', 'many'],
    ['ATTACHMENT_BYTES_MAX', '25MB'],
    ['WORKSPACE_BYTES_MAX', '0'],
  ])('a wrong %s stops with one line: the variable, the fault, an example', (name, value) => {
    const start = () => readConfig({ [name]: value });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(new RegExp(`^${name}: [^\\n]+ Example: ${name}=[^\\n]+$`));
  });

  it('never prints the value of a secret', () => {
    expect(() => readConfig({ SECRET: 'sesame' })).toThrow(/^(?!.*sesame)/);
    expect(() => readConfig({ SMTP_URL: 'http://u:sesame@h' })).toThrow(/^(?!.*sesame)/);
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:sesame@h' })).toThrow(/^(?!.*sesame)/);
  });

  it('is what the README’s table lists, with the same defaults', () => {
    const readme = readFileSync(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`)?[^|]*\|/gm)].map(
      ([, name, fallback = '']) => [name, fallback],
    );
    expect(rows).toEqual(Object.entries(settings).map(([name, setting]) => [name, setting.default]));
  });
});

describe('the kept secret', () => {
  it('is made once, the same for instances that start together, and nobody else may read it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'scriptorium-secret-'));
    const secrets = await Promise.all([readOrMakeSecret(dataDir), readOrMakeSecret(dataDir)]);
    expect(new Set([...secrets, await readOrMakeSecret(dataDir)]).size).toBe(1);
    expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
    await rm(dataDir, { recursive: true });
  });
});
