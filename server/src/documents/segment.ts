/**
 * A segment: rows of the log that a base has made superfluous for opening, kept for history.
 *
 *   segment = zstd( row* )
 *   row     = varuint updates in the row, varuint received_at ms, varuint committed_at ms,
 *             16 bytes author id (zeros: the server), varuint client id + 1 (0: unknown), varUint8Array frames
 *
 * Seqs are implied: the segment knows its first one and they have no gap.
 */
import { createDecoder, hasContent, readUint8Array, readVarUint, readVarUint8Array } from 'lib0/decoding';
import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import { compress, decompress } from './zstd.ts';

export interface ArchivedRow {
  first_seq: number;
  last_seq: number;
  author_id: string | null;
  client_id: number | null;
  received_at: Date;
  committed_at: Date;
  /** See `frames.ts`. */
  frames: Uint8Array;
}

export async function encodeSegment(rows: readonly ArchivedRow[]): Promise<Uint8Array> {
  const encoder = createEncoder();
  for (const row of rows) {
    writeVarUint(encoder, row.last_seq - row.first_seq + 1);
    writeVarUint(encoder, row.received_at.getTime());
    writeVarUint(encoder, row.committed_at.getTime());
    writeUint8Array(encoder, Buffer.from((row.author_id ?? nobody).replaceAll('-', ''), 'hex'));
    writeVarUint(encoder, row.client_id === null ? 0 : row.client_id + 1);
    writeVarUint8Array(encoder, row.frames);
  }
  return compress(toUint8Array(encoder));
}

/** @throws Error when the bytes are no segment */
export async function decodeSegment(first_seq: number, segment: Uint8Array): Promise<ArchivedRow[]> {
  const decoder = createDecoder(await decompress(segment));
  const rows: ArchivedRow[] = [];
  let seq = first_seq;
  while (hasContent(decoder)) {
    const updates = readVarUint(decoder);
    const received_at = new Date(readVarUint(decoder));
    const committed_at = new Date(readVarUint(decoder));
    const author_id = uuidOf(readUint8Array(decoder, 16));
    const client = readVarUint(decoder);
    const frames = readVarUint8Array(decoder);
    rows.push({
      first_seq: seq,
      last_seq: seq + updates - 1,
      author_id: author_id === nobody ? null : author_id,
      client_id: client === 0 ? null : client - 1,
      received_at,
      committed_at,
      frames,
    });
    seq += updates;
  }
  return rows;
}

const nobody = '00000000-0000-0000-0000-000000000000';

function uuidOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
