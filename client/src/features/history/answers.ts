/** What the server says of a history, and, where it cannot be reached, what it last said here. */
import { ApiError, request, requestBytes } from '../../lib/api-client.ts';
import type { LookedAt } from '../../sync/looked-at.ts';
import type { z } from 'zod';

export interface Answer<T> {
  data: T;
  /** From this device: the server could not be reached. */
  isKept: boolean;
}

export interface Asking {
  noteId: string;
  looked: LookedAt;
  signal?: AbortSignal;
}

/** @throws ApiError where neither has it */
export async function askJson<Shape extends z.ZodType>(
  path: string,
  schema: Shape,
  { noteId, looked, signal }: Asking,
): Promise<Answer<z.output<Shape>>> {
  try {
    const data = await request(path, schema, signal ? { signal } : {});
    void looked.keep(noteId, path, JSON.stringify(data));
    return { data, isKept: false };
  } catch (error) {
    const kept = isAway(error) ? await looked.find(path) : undefined;
    const parsed = typeof kept === 'string' ? schema.safeParse(JSON.parse(kept)) : undefined;
    // What an older version of the app kept may be of no use.
    if (!parsed?.success) throw error;
    return { data: parsed.data, isKept: true };
  }
}

/** @throws ApiError where neither has it */
export async function askBytes(
  path: string,
  { noteId, looked, signal }: Asking,
): Promise<Answer<Uint8Array>> {
  try {
    const data = await requestBytes(path, signal ? { signal } : {});
    void looked.keep(noteId, path, data);
    return { data, isKept: false };
  } catch (error) {
    const kept = isAway(error) ? await looked.find(path) : undefined;
    if (!(kept instanceof Uint8Array)) throw error;
    return { data: kept, isKept: true };
  }
}

export function isAway(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'unreachable' || error.kind === 'unavailable');
}
