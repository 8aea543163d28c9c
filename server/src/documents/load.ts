import * as Y from 'yjs';
import type { Context } from '../platform/context.ts';
import { decodeFrames } from './frames.ts';

/** Rows a query brings at once: bounds the memory of opening a note with a long log. */
const rows_per_page = 5_000;

/** Brings `doc` to the newest committed state of the note. @returns the seq of the last update that it holds */
export async function loadDocument(ctx: Context, note_id: string, doc: Y.Doc): Promise<number> {
  let seq = 0;
  for (;;) {
    const { rows } = await ctx.db.query<{ last_seq: number; frames: Buffer }>({
      name: 'load-document',
      text: `select last_seq, frames from document_log where note_id = $1 and first_seq > $2 order by first_seq limit $3`,
      values: [note_id, seq, rows_per_page],
    });
    // One transaction for the page: Yjs' clean-up after a transaction costs more than a small update does.
    doc.transact(() => {
      for (const row of rows) for (const update of decodeFrames(row.frames)) Y.applyUpdate(doc, update);
    });
    seq = rows.at(-1)?.last_seq ?? seq;
    if (rows.length < rows_per_page) return seq;
  }
}
