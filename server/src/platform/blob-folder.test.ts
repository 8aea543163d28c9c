import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBlobFolder } from './blob-folder.ts';
import type { Blobs } from './blobs.ts';

async function* bytes(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe('the blob folder', () => {
  let home: string;
  let folder: string;
  let blobs: Blobs;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scriptorium-blobs-'));
    folder = join(home, 'not', 'there', 'yet');
    blobs = openBlobFolder(folder);
  });
  afterEach(() => rm(home, { recursive: true }));

  const files = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  it('gives back what was put, whole and in part', async () => {
    const key = randomUUID();
    await blobs.put(key, bytes('in the beginning', ' was the word'));
    expect(await text(await blobs.open(key))).toBe('in the beginning was the word');
    expect(await text(await blobs.open(key, { first: 3, last: 5 }))).toBe('the');
  });

  it('is for its owner only', async () => {
    const key = randomUUID();
    await blobs.put(key, bytes('secret'));
    const mode = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777;
    expect(await mode()).toBe(0o700);
    expect(await mode(key.slice(0, 2))).toBe(0o700);
    expect(await mode(key.slice(0, 2), key)).toBe(0o600);
  });

  it('keeps nothing of a body that fails, and shows nothing of one that goes on', async () => {
    const key = randomUUID();
    const failing = async function* () {
      yield Buffer.from('half');
      await expect(blobs.open(key)).rejects.toThrow('ENOENT');
      expect(await files()).toEqual([`${key}.part`]);
      throw new Error('cut off');
    };
    await expect(blobs.put(key, failing())).rejects.toThrow('cut off');
    expect(await files()).toEqual([]);
  });

  it('never writes over a blob that is being written', async () => {
    const key = randomUUID();
    const rival = async function* () {
      await expect(blobs.put(key, bytes('second'))).rejects.toThrow('EEXIST');
      yield Buffer.from('first');
    };
    await blobs.put(key, rival());
    expect(await text(await blobs.open(key))).toBe('first');
  });

  it('deletes blobs and what was left of a write, and does not mind when there is neither', async () => {
    const key = randomUUID();
    await blobs.put(key, bytes('old'));
    await blobs.delete(key);
    await blobs.delete(key);
    expect(await files()).toEqual([]);
  });

  it('takes no path for a key', async () => {
    await expect(blobs.put('../../etc/passwd', bytes('x'))).rejects.toThrow('UUID');
    await expect(blobs.open('..')).rejects.toThrow('UUID');
  });
});
