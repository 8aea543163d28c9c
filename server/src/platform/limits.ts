/**
 * What strangers, clients and one instance may use up (P1, P2), as settings. What happens beyond each one is in
 * `sync/SPEC.md`. The defaults are far above what people do and far below what hurts 2 GB of memory.
 */
import { z } from 'zod';

export interface Limits {
  /** A WebSocket message: the largest paste, or everything typed in days offline. */
  frame_bytes_max: number;
  /** A note's document, encoded. */
  note_bytes_max: number;
  /** Frames a second and socket, sustained; a hundred seconds' worth may come at once. Before RATE_LIMIT_FACTOR. */
  updates_per_second_max: number;
  /** One person's presence in a note; a caret and a name take 300 bytes. */
  awareness_bytes_max: number;
  /** Notes that a socket has open at the same time. */
  notes_per_socket_max: number;
  sockets_per_person_max: number;
  /** Sockets of one address on which nobody has signed in yet: a whole office may share an address. */
  sockets_per_address_max: number;
  /** Bytes that a reader may lag behind. */
  unread_bytes_max: number;
  /** Updates in memory that wait for the database. */
  unsaved_bytes_max: number;
  /** How long a turn of the event loop takes for somebody who comes at any moment, over a second. */
  event_loop_lag_ms_max: number;
  /** Updates since a note's base that make a new base worth its while. */
  compact_after_updates: number;
  /** One file in a note. */
  attachment_bytes_max: number;
  /** All files in the notes of one workspace, those in its trash too. */
  workspace_bytes_max: number;
}

const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number above 0')
  .transform(Number);

const units = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const size = z
  .string()
  .regex(/^[1-9]\d{0,11} ?(KiB|MiB|GiB)?$/, 'must be a number of bytes, or of KiB, MiB or GiB')
  .transform((text) => {
    const [, number, unit] = /^(\d+) ?(\w*)$/.exec(text) as unknown as [string, string, keyof typeof units];
    return Number(number) * units[unit];
  });

export const limitSettings = {
  FRAME_BYTES_MAX: { default: '16MiB', meaning: 'Largest WebSocket message', example: '16MiB' },
  NOTE_BYTES_MAX: { default: '32MiB', meaning: 'Largest note, without its history', example: '32MiB' },
  UPDATES_PER_SECOND_MAX: {
    default: '200',
    meaning: 'Messages a second and socket in the long run; 100 seconds’ worth may come at once',
    example: '200',
  },
  AWARENESS_BYTES_MAX: {
    default: '16KiB',
    meaning: 'Largest presence (caret, name) of one person in one note',
    example: '16KiB',
  },
  NOTES_PER_SOCKET_MAX: { default: '200', meaning: 'Notes open at once on one socket', example: '200' },
  SOCKETS_PER_PERSON_MAX: { default: '50', meaning: 'Sockets of one person on one instance', example: '50' },
  SOCKETS_PER_ADDRESS_MAX: {
    default: '500',
    meaning: 'Sockets of one address (IPv6: one /64) on which nobody has signed in yet',
    example: '500',
  },
  UNREAD_BYTES_MAX: {
    default: '32MiB',
    meaning: 'What a slow reader may lag behind before it is cut off',
    example: '32MiB',
  },
  UNSAVED_BYTES_MAX: {
    default: '128MiB',
    meaning: 'Updates kept in memory while the database is away',
    example: '128MiB',
  },
  EVENT_LOOP_LAG_MS_MAX: {
    default: '500',
    meaning: 'Milliseconds that the event loop may lag behind before new sockets are sent away',
    example: '500',
  },
  COMPACT_AFTER_UPDATES: {
    default: '2000',
    meaning: 'Updates after which a note is compacted',
    example: '2000',
  },
  ATTACHMENT_BYTES_MAX: { default: '25MiB', meaning: 'Largest file in a note', example: '100MiB' },
  WORKSPACE_BYTES_MAX: {
    default: '5GiB',
    meaning: 'All files in the notes of one workspace',
    example: '20GiB',
  },
} as const;

export function readLimits(
  parse: (name: keyof typeof limitSettings, schema: z.ZodType<number>) => number,
): Limits {
  return {
    frame_bytes_max: parse('FRAME_BYTES_MAX', size),
    note_bytes_max: parse('NOTE_BYTES_MAX', size),
    updates_per_second_max: parse('UPDATES_PER_SECOND_MAX', count),
    awareness_bytes_max: parse('AWARENESS_BYTES_MAX', size),
    notes_per_socket_max: parse('NOTES_PER_SOCKET_MAX', count),
    sockets_per_person_max: parse('SOCKETS_PER_PERSON_MAX', count),
    sockets_per_address_max: parse('SOCKETS_PER_ADDRESS_MAX', count),
    unread_bytes_max: parse('UNREAD_BYTES_MAX', size),
    unsaved_bytes_max: parse('UNSAVED_BYTES_MAX', size),
    event_loop_lag_ms_max: parse('EVENT_LOOP_LAG_MS_MAX', count),
    compact_after_updates: parse('COMPACT_AFTER_UPDATES', count),
    attachment_bytes_max: parse('ATTACHMENT_BYTES_MAX', size),
    workspace_bytes_max: parse('WORKSPACE_BYTES_MAX', size),
  };
}
