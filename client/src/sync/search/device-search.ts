/** Asks the thread that searches this browser's copies of notes. */
import type { Ranges } from '@scriptorium/shared/search/snippet.ts';

export interface SearchedNote {
  noteId: string;
  /** The name of its copy. */
  replica: string;
  tags: readonly string[];
}

export interface DeviceQuestion {
  id: number;
  query: string;
  /** The likeliest first: there are results enough before all were looked at. */
  notes: SearchedNote[];
}

export interface DeviceResult {
  note_id: string;
  title: string;
  title_marks: Ranges;
  snippet: string;
  snippet_marks: Ranges;
}

export interface DeviceAnswer {
  id: number;
  results: DeviceResult[];
}

/** More are not looked through. */
const notes_max = 1_000;

let worker: Worker | null = null;
let count = 0;

/** Rejects when `signal` ends it, or when the thread cannot be had. */
export function searchDevice(
  query: string,
  notes: readonly SearchedNote[],
  signal: AbortSignal,
): Promise<DeviceResult[]> {
  worker ??= new Worker(new URL('./device-search.worker.ts', import.meta.url), { type: 'module' });
  const thread = worker;
  const id = ++count;
  const over = new AbortController();
  return new Promise<DeviceResult[]>((resolve, reject) => {
    const options = { signal: over.signal };
    thread.addEventListener(
      'message',
      ({ data }: MessageEvent<DeviceAnswer>) => data.id === id && resolve(data.results),
      options,
    );
    thread.addEventListener(
      'error',
      () => reject(new Error('The notes here could not be searched.')),
      options,
    );
    signal.addEventListener('abort', () => reject(signal.reason), options);
    thread.postMessage({ id, query, notes: notes.slice(0, notes_max) } satisfies DeviceQuestion);
  }).finally(() => over.abort());
}
