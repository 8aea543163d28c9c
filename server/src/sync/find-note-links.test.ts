import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { findNoteLinks, hasChangedElements } from './find-note-links.ts';

const ids = Array.from({ length: 4 }, () => crypto.randomUUID()) as [string, string, string, string];

function element(name: string, children: (Y.XmlElement | Y.XmlText)[] = [], id?: string): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  if (id !== undefined) made.setAttribute('id', id);
  return made;
}

it('N8: links are found at any depth, each once, and without those to the note itself', () => {
  const body = new Y.Doc().getXmlFragment('default');
  const cell = element('tableCell', [element('paragraph', [element('noteLink', [], ids[1])])]);
  body.insert(0, [
    element('paragraph', [new Y.XmlText('see '), element('noteLink', [], ids[0]), new Y.XmlText(' there')]),
    element('table', [element('tableRow', [cell])]),
    element('paragraph', [element('noteLink', [], ids[0]), element('noteLink', [], ids[3])]),
  ]);
  expect(findNoteLinks(body, ids[3]).sort()).toEqual([ids[0], ids[1]].sort());
});

it('N8: what has no note’s id is no link, and neither is anything else with an id', () => {
  const body = new Y.Doc().getXmlFragment('default');
  body.insert(0, [
    element('paragraph', [element('noteLink'), element('noteLink', [], 'x'), element('mention', [], ids[0])]),
  ]);
  expect(findNoteLinks(body, ids[1])).toEqual([]);
});

it('N8: a note has at most a thousand links', () => {
  const body = new Y.Doc().getXmlFragment('default');
  body.insert(0, [
    element(
      'paragraph',
      Array.from({ length: 1_200 }, () => element('noteLink', [], crypto.randomUUID())),
    ),
  ]);
  expect(findNoteLinks(body, ids[0])).toHaveLength(1_000);
});

it('N8 D6: typing is no reason to look for links; elements that come, go or change are', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  const text = new Y.XmlText('some');
  const link = element('noteLink', [], ids[0]);
  body.insert(0, [element('paragraph', [text, link])]);
  const seen: boolean[] = [];
  doc.on('afterTransaction', ({ changed }) => seen.push(hasChangedElements(changed)));
  text.insert(4, ' words');
  text.format(0, 4, { bold: {} });
  text.delete(0, 2);
  doc.getText('title').insert(0, 'Title');
  expect(seen.splice(0)).toEqual([false, false, false, false]);
  body.insert(1, [element('paragraph')]);
  link.setAttribute('id', ids[1]);
  (body.get(0) as Y.XmlElement).delete(1, 1);
  expect(seen).toEqual([true, true, true]);
});
