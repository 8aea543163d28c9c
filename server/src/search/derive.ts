/** From a document to what search keeps of it. */
import * as Y from 'yjs';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';

/** Longer texts are found by their beginning (S6): the longest novels have three times as much. */
const body_length_max = 1_000_000;
const title_length_max = 1_000;
/** More people than any note names. */
const mentions_max = 500;

export interface Derived {
  title: string;
  body: string;
  mentioned_ids: Set<string>;
}

export function derive(doc: Y.Doc): Derived {
  const body = doc.getXmlFragment(body_field);
  return {
    title: wellFormed(doc.getText(title_field).toString().slice(0, title_length_max)),
    body: wellFormed(toText(body).slice(0, body_length_max)),
    mentioned_ids: findMentions(body),
  };
}

/** Postgres takes no NUL, and no half of a character. */
function wellFormed(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function findMentions(body: Y.XmlFragment): Set<string> {
  const found = new Set<string>();
  const left: Y.XmlFragment[] = [body];
  for (let type = left.pop(); type && found.size < mentions_max; type = left.pop()) {
    for (const child of type.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const id: unknown = child.nodeName === 'mention' ? child.getAttribute('id') : null;
      if (typeof id === 'string' && /^[\w-]{1,64}$/.test(id)) found.add(id);
      else left.push(child);
    }
  }
  return found;
}
