/** What a template leaves open, filled in: `{{date}}`, `{{author}}` and `{{title}}`, in the title and wherever text is. */
import * as Y from 'yjs';
import { body_field, title_field } from '../protocol/document.ts';

export interface PlaceholderValues {
  date: string;
  author: string;
}

const placeholder = /\{\{\s*(date|author|title)\s*\}\}/gi;

/** @param doc of a new note: what it is called is what `{{title}}` becomes */
export function fillPlaceholders(doc: Y.Doc, values: PlaceholderValues): void {
  doc.transact(() => {
    const title = doc.getText(title_field);
    // A title that names itself would have no end.
    fillText(title, { ...values, title: '' });
    fillBlocks(doc.getXmlFragment(body_field), { ...values, title: title.toString() });
  });
}

function fillBlocks(parent: Y.XmlFragment, values: Record<string, string>): void {
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) fillText(child, values);
    else if (child instanceof Y.XmlElement) fillBlocks(child, values);
  }
}

/** From the end, so that what comes before stays where it is. */
function fillText(text: Y.Text, values: Record<string, string>): void {
  for (const match of [...plainOf(text).matchAll(placeholder)].reverse()) {
    const value = values[match[1]?.toLowerCase() ?? ''] ?? '';
    // Behind it, where it is as bold as the placeholder is.
    if (value !== '') text.insert(match.index + match[0].length, value);
    text.delete(match.index, match[0].length);
  }
}

/** What is no letter counts as one. */
function plainOf(text: Y.Text): string {
  const parts: { insert?: unknown }[] = text.toDelta();
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '\uFFFC')).join('');
}
