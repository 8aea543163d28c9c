/**
 * Where large bytes live: written once under a key of their own, read as a whole or in part, deleted. What they mean is
 * in the database. The shape is that of an object store, so that one can take the folder's place.
 */
import type { Readable } from 'node:stream';

/** Both ends are included, as in HTTP. */
export interface ByteRange {
  first: number;
  last: number;
}

export interface Blobs {
  /**
   * Durable when it resolves, and seen by nobody before; when `body` fails nothing is kept.
   * @param key a UUID that was never used
   * @throws BlobStoreFull
   */
  put(key: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** @throws Error when it is not there */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** Also what a `put` that was cut off left; one that is not there is fine. */
  delete(key: string): Promise<void>;
}

/** There is no room for more bytes; nothing of these was kept. */
export class BlobStoreFull extends Error {}
