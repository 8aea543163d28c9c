/** From a document to what search keeps of it. */
import * as Y from 'yjs';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';

/** Longer texts are found by their beginning (S6): the longest novels have three times as much. */
const body_length_max = 1_000_000;
const title_length_max = 1_000;
/** More people than any note names. */
const mentions_max = 500;

const excerpt_length_max = 200;

/** Somebody is named in the text. */
export interface Mention {
  person_id: string;
  /** The Yjs client that wrote it. */
  client: number;
  /** How the block begins that they are named in. */
  excerpt: string;
}

export interface Derived {
  title: string;
  body: string;
  mentions: Mention[];
}

export function derive(doc: Y.Doc): Derived {
  const body = doc.getXmlFragment(body_field);
  return {
    title: wellFormed(doc.getText(title_field).toString().slice(0, title_length_max)),
    body: wellFormed(toText(body).slice(0, body_length_max)),
    mentions: findMentions(body),
  };
}

/** Postgres takes no NUL, and no half of a character. */
function wellFormed(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function findMentions(body: Y.XmlFragment): Mention[] {
  const found: Mention[] = [];
  const left: Y.XmlFragment[] = [body];
  for (let type = left.pop(); type && found.length < mentions_max; type = left.pop()) {
    for (const child of type.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const id: unknown = child.nodeName === 'mention' ? child.getAttribute('id') : null;
      if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) left.push(child);
      else if (child._item)
        found.push({ person_id: id, client: child._item.id.client, excerpt: excerptOf(type) });
    }
  }
  return found;
}

/** Cut at a character's end. */
function excerptOf(block: Y.XmlFragment): string {
  const text = wellFormed(toText(block)).replaceAll(/\s+/g, ' ').trim();
  return text.length <= excerpt_length_max ? text : `${text.slice(0, excerpt_length_max).toWellFormed()}…`;
}
