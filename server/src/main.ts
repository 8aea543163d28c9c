/** Environment → configuration → start → wait for a signal → stop. */
import { type App, startApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './platform/config.ts';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from './platform/embedded-postgres.ts';
import { type Log, makeLog } from './platform/log.ts';
import { readOrMakeSecret } from './platform/secret.ts';

/** A stop that takes longer than this is given up: D2 promises an exit within 10 s. */
const stop_ms_max = 9_500;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  const postgres =
    config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null;
  const app = await startOrStopPostgres(config, log, postgres);
  // Before anybody hears that it is ready: a signal that comes at once must find somebody who listens.
  const wish = waitForStop();
  process.stdout.write(`\n  Scriptorium is ready at ${addressOf(config, app.port)}\n\n`);
  process.send?.({ kind: 'ready', port: app.port });

  const reason = await wish;
  log.info({ reason }, 'stopping');
  setTimeout(() => {
    log.error('stopping took too long');
    process.exit(1);
  }, stop_ms_max).unref();
  await app.stop();
  await postgres?.stop();
  log.info('stopped');
  process.exit(0);
}

async function startOrStopPostgres(
  config: Config,
  log: Log,
  postgres: EmbeddedPostgres | null,
): Promise<App> {
  try {
    const secret = config.secret ?? (await readOrMakeSecret(config.dataDir));
    return await startApp({
      config,
      secret,
      database: postgres?.connection ?? (config.databaseUrl as string),
      log,
    });
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

function addressOf(config: Config, port: number): string {
  return config.publicUrl?.origin ?? `http://localhost:${port}`;
}

function waitForStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    // `npm start` holds the other end: when it is killed, this goes too.
    process.on('disconnect', () => resolve('the parent process is gone'));
  });
}

try {
  await main();
} catch (error) {
  const isForPeople =
    error instanceof ConfigError || error instanceof EmbeddedPostgresError || isPortTaken(error);
  process.stderr.write(`${isForPeople ? messageOf(error) : ((error as Error).stack ?? error)}\n`);
  process.exit(1);
}

function isPortTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}

function messageOf(error: unknown): string {
  const message = (error as Error).message;
  return isPortTaken(error) ? `PORT: ${message}. Set another one, e.g. PORT=3001` : message;
}
