import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, settings } from './config.ts';

/**
 * The secret that `DATA_DIR` keeps, made at the first start. Of two instances that start at once, both get the same.
 * @throws ConfigError when the folder cannot keep one
 */
export async function readOrMakeSecret(dataDir: string): Promise<string> {
  try {
    return await readOrMake(dataDir);
  } catch (error) {
    const fault = (error as Error).message;
    throw new ConfigError(
      `SECRET: is unset and DATA_DIR cannot keep one (${fault}). Set it to ${settings.SECRET.example}`,
    );
  }
}

async function readOrMake(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret');
  const kept = await readIfThere(file);
  if (kept) return kept;
  await mkdir(dataDir, { recursive: true });
  // Written aside and linked: the name appears with its content, and the second link fails.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return (await readFile(file, 'utf8')).trim();
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
