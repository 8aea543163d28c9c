/**
 * What the programs of Postgres see of the environment: PGDATA, PGPORT, LANG and others of the person who starts the
 * server are not meant for them, and messages have to be in English to be understood (`errors.ts`).
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
