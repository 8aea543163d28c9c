/** Pieces of a note as another program might write them, also such as no editor would. */
import * as Y from 'yjs';

export function element(
  name: string,
  attributes: Record<string, unknown> = {},
  ...children: (Y.XmlElement | Y.XmlText)[]
): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}

export function text(words: string, marks?: Record<string, object>): Y.XmlText {
  const made = new Y.XmlText();
  made.insert(0, words, marks);
  return made;
}
