/** What can be wrong with the machine, turned into one line that says what to do. */

/** A fault that a person must act on. The message is one line and names the remedy; `cause` has the rest. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

const setAnotherFolder = 'or set DATA_DIR to another folder';

/** A fault of the disk, said by initdb, by Postgres or by Node (`error.code` names); null when it is none. */
export function explainDiskFault(
  words: string,
  dataDir: string,
  cause?: unknown,
): EmbeddedPostgresError | null {
  const say = (message: string) => new EmbeddedPostgresError(message, { cause: cause ?? words });
  if (/No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/.test(words)) {
    return say(`The disk under ${dataDir} is full. Free some space, ${setAnotherFolder}.`);
  }
  if (/Read-only file system|EROFS/.test(words)) {
    return say(`The data folder ${dataDir} is on a read-only disk. Make it writable, ${setAnotherFolder}.`);
  }
  if (/Permission denied|Operation not permitted|EACCES|EPERM/.test(words)) {
    return say(
      `The data folder ${dataDir} cannot be written by this user. Give it to the user who runs Scriptorium, ${setAnotherFolder}.`,
    );
  }
  return null;
}

/** The same for an error that Node threw. Anything else comes back as it was, to be seen with its stack. */
export function explainSystemError(error: unknown, dataDir: string): unknown {
  if (error instanceof EmbeddedPostgresError) return error;
  const code = errorCode(error);
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedPostgresError(
      `The data folder ${dataDir} cannot be made: a file is in the way. Remove it, ${setAnotherFolder}.`,
      { cause: error },
    );
  }
  return (code !== null && explainDiskFault(code, dataDir, error)) || error;
}

/** `code` of a system error (`ENOENT`) or of an error that Postgres answered (`57P03`); null when there is none. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** The last line that says why a program of Postgres gave up. */
export function lastFault(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const fault = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1);
  return fault?.replace(/^.*?(?=FATAL|PANIC|error:)/, '').trim() ?? 'it said nothing';
}
