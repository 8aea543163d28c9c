/**
 * Blobs as files of a folder, for its owner's eyes only: `<folder>/3f/3f2a….` A blob is written as `….part`, synced, then
 * renamed, and the rename is synced too: what is there under its name is there whole, also after the power failed.
 * Instances may share the folder: keys are never used twice.
 */
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Blobs, BlobStoreFull } from './blobs.ts';

/** The folder is made with the first blob. */
export function openBlobFolder(folder: string): Blobs {
  const pathOf = (key: string) => join(folder, checked(key).slice(0, 2), key);
  return {
    async put(key, body) {
      await putFile(pathOf(key), body).catch((error: unknown) => {
        throw isFull(error) ? new BlobStoreFull('there is no room left', { cause: error }) : error;
      });
    },
    async open(key, range) {
      const file = await open(pathOf(key));
      // The stream closes the file.
      return file.createReadStream(range && { start: range.first, end: range.last });
    },
    async delete(key) {
      const path = pathOf(key);
      await rm(draftOf(path), { force: true });
      await rm(path, { force: true });
    },
  };
}

const draftOf = (path: string) => `${path}.part`;

/** Keys become paths. */
function checked(key: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)) throw new Error('a blob’s key is a UUID');
  return key;
}

async function putFile(path: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  await makeFolder(dirname(path));
  const draft = draftOf(path);
  // Fails when somebody else writes this one: theirs is not ours to clear away.
  const file = await open(draft, 'wx', 0o600);
  try {
    await write(file, body);
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function write(file: FileHandle, body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of body) await writeAll(file, chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** One write may take less than it was given. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}

async function makeFolder(folder: string): Promise<void> {
  const first_made = await mkdir(folder, { recursive: true, mode: 0o700 });
  // A new folder is an entry in the one above it; of several, each in the other.
  for (let made = folder; first_made && made.length >= first_made.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
