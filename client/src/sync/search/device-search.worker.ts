/**
 * Searches the copies of notes that this browser keeps, in a thread of its own: a hundred notes are parsed in the time of
 * some frames. What was read stays until its copy changes. Looks at the copies only: nothing is written.
 */
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { parseQuery } from '@scriptorium/shared/search/parse-query.ts';
import { marksOf, snippetOf, soughtBy } from '@scriptorium/shared/search/snippet.ts';
import * as Y from 'yjs';
import { answerOf, openDatabase } from '../database.ts';
import type { DeviceAnswer, DeviceQuestion, DeviceResult, SearchedNote } from './device-search.ts';
import { type IndexedText, indexText, matches } from './match-text.ts';

const results_max = 30;
/** Characters kept of all notes together; what is beyond it is read again each time. */
const kept_length_max = 20_000_000;
const text_length_max = 300_000;
const stores = { updates: { autoIncrement: true }, custom: {} };

interface Kept extends IndexedText {
  last: IDBValidKey;
}

const kept = new Map<string, Kept>();
let keptLength = 0;
let newest = 0;

self.onmessage = async ({ data: { id, query, notes } }: MessageEvent<DeviceQuestion>) => {
  newest = id;
  const terms = parseQuery(query);
  const isSought = soughtBy(terms);
  // Signs only; without any, it is for the notes themselves that somebody asks.
  if (terms.length === 0 && query.trim() !== '') notes.length = 0;
  const found: { result: DeviceResult; isInTitle: boolean }[] = [];
  for (const note of notes) {
    // Somebody typed on: that is asked next.
    if (id !== newest) return;
    if (found.length >= results_max) break;
    const text = await readText(note).catch(() => null);
    if (!text) continue;
    const match = matches(terms, text, note.tags);
    if (!match) continue;
    const snippet = snippetOf(text.body, isSought);
    const result = {
      note_id: note.noteId,
      title: text.title,
      title_marks: marksOf(text.title, isSought),
      snippet: snippet.text,
      snippet_marks: snippet.marks,
    };
    found.push({ result, isInTitle: match === 'title' });
  }
  if (id !== newest) return;
  const results = [...found.filter((each) => each.isInTitle), ...found.filter((each) => !each.isInTitle)];
  self.postMessage({ id, results: results.map(({ result }) => result) } satisfies DeviceAnswer);
};

async function readText({ replica }: SearchedNote): Promise<IndexedText | null> {
  const db = await openDatabase(indexedDB, replica, stores);
  try {
    const store = db.transaction('updates').objectStore('updates');
    const last = (await answerOf(store.openKeyCursor(null, 'prev')))?.key;
    if (last === undefined) return null;
    const before = kept.get(replica);
    if (before && indexedDB.cmp(before.last, last) === 0) return before;
    const doc = new Y.Doc();
    const rows = (await answerOf(store.getAll())) as Uint8Array[];
    doc.transact(() => {
      for (const row of rows) Y.applyUpdate(doc, row);
    });
    const body = toText(doc.getXmlFragment(body_field)).slice(0, text_length_max);
    return keep(replica, { ...indexText(doc.getText(title_field).toString(), body), last });
  } finally {
    db.close();
  }
}

function keep(replica: string, text: Kept): Kept {
  keptLength += text.body.length - (kept.get(replica)?.body.length ?? 0);
  kept.set(replica, text);
  if (keptLength > kept_length_max) {
    kept.clear();
    keptLength = 0;
  }
  return text;
}
