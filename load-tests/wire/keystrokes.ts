/**
 * What one person types, as the updates that a browser would send, made before the clock runs: the person's own paragraph
 * first, then a letter an update, so that nobody's updates depend on anybody else's.
 */
import * as Y from 'yjs';

export interface Typing {
  /** Yjs' id of the person's document; the updates carry it. */
  yjs_client: number;
  /** The empty paragraph. */
  paragraph: Uint8Array;
  /** One letter each. Keystroke `k` is clock `first_clock + k`. */
  keystrokes: Uint8Array[];
  first_clock: number;
}

/** @param person tells the lines of a note apart */
export function makeTyping(person: number, keystrokes: number): Typing {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  const text = new Y.XmlText();
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [text]);
    doc.getXmlFragment('default').insert(0, [paragraph]);
  });
  const first_clock = Y.getState(doc.store, doc.clientID);
  for (const [at, letter] of [...lineOf(person, keystrokes)].entries()) text.insert(at, letter);
  const [paragraph, ...letters] = updates;
  return { yjs_client: doc.clientID, paragraph: paragraph as Uint8Array, keystrokes: letters, first_clock };
}

/** The line that the person's keystrokes add up to. */
export function lineOf(person: number, keystrokes: number): string {
  return `${person}.`.repeat(keystrokes).slice(0, keystrokes);
}
