/** Types an editing history into an empty note as fast as the server acknowledges it, one update an edit. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { connectHocuspocus } from '../server/test/clients.ts';
import { type SequentialTrace, Typist } from './editing-traces.ts';

/** Edits on their way at most: a fast typist, not a flood that only measures buffers. */
const unacknowledged_max = 2_000;
const save_ms_max = 60_000;

/** @returns once everything is acknowledged: how long that took, and the note's state */
export async function typeTrace(
  trace: SequentialTrace,
  url: string,
  note_id: string,
  token: string | (() => Promise<string>),
): Promise<{ typing_s: number; state: Uint8Array }> {
  const client = await connectHocuspocus(url, note_id, token);
  const begin = performance.now();
  const until = async (unsynced_max: number) => {
    const limit = AbortSignal.timeout(save_ms_max);
    while (client.provider.unsyncedChanges > unsynced_max) {
      if (limit.aborted) throw new Error('the server does not keep up');
      await sleep(2);
    }
  };
  try {
    const typist = new Typist(client.doc);
    for (const { patches } of trace.txns) {
      typist.apply(patches);
      if (client.provider.unsyncedChanges > unacknowledged_max) await until(unacknowledged_max / 2);
    }
    await until(0);
    return {
      typing_s: (performance.now() - begin) / 1000,
      state: Y.encodeStateAsUpdate(client.doc),
    };
  } finally {
    client.close();
  }
}
