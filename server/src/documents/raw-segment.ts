/**
 * Segments as they were made before there were archives: the rows of the log themselves. Only read any more.
 *
 *   segment = zstd( row* )
 *   row     = varuint updates in the row, varuint received_at ms, varuint committed_at ms,
 *             16 bytes author id (zeros: the server), varuint client id + 1 (0: unknown), varUint8Array frames
 *
 * Seqs are implied: the segment knows its first one and they have no gap.
 */
import { createDecoder, hasContent, readUint8Array, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { uuidOf } from './segment.ts';
import { decompress } from './zstd.ts';

/** A row of the log. */
export interface LogRow {
  first_seq: number;
  last_seq: number;
  author_id: string | null;
  client_id: number | null;
  received_at: Date;
  committed_at: Date;
  /** Where it was typed without a connection: since when and until when, by the clock of the device. */
  typed_from: Date | null;
  typed_to: Date | null;
  /** See `frames.ts`. */
  frames: Uint8Array;
}

/** @throws Error when the bytes are no segment */
export async function decodeRawSegment(first_seq: number, segment: Uint8Array): Promise<LogRow[]> {
  const decoder = createDecoder(await decompress(segment));
  const rows: LogRow[] = [];
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
      typed_from: null,
      typed_to: null,
      frames,
    });
    seq += updates;
  }
  return rows;
}

const nobody = '00000000-0000-0000-0000-000000000000';
