import type { Entry } from './entries.ts';

export const ada = { id: '0192c1a2-0000-7000-8000-00000000000a', name: 'Ada', color: '#2563eb' };

/** A sitting of Ada's, unless told otherwise. */
export function makeEntry(change: Partial<Entry> = {}): Entry {
  return {
    kind: 'sitting',
    id: null,
    from_seq: 1,
    to_seq: 2,
    started_at: '2026-11-21T09:00:00',
    ended_at: '2026-11-21T09:20:00',
    authors: [ada],
    added: 3,
    removed: 0,
    name: null,
    comment: null,
    of_seq: null,
    offline: false,
    typed_from: null,
    typed_to: null,
    ...change,
  };
}
