import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ApiError } from '../platform/problem.ts';
import {
  contentOfJson,
  contentOfMarkdown,
  contentOfText,
  type NewContent,
  readContent,
  writeContent,
} from './content-formats.ts';

const bytes_max = 1_000_000;

function makeNote(title: string, ...blocks: Y.XmlElement[]): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, title);
  doc.getXmlFragment('default').push(blocks);
  return doc;
}

function block(name: string, text: string, attributes: Record<string, string> = {}): Y.XmlElement {
  const element = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.push([new Y.XmlText(text)]);
  return element;
}

const bodyOf = (doc: Y.Doc) => doc.getXmlFragment('default');
const textOf = (doc: Y.Doc) => readContent(doc, 'text');

/** @returns how many bytes of edits it took */
function write(doc: Y.Doc, content: NewContent): number {
  const before = Y.encodeStateVector(doc);
  const empty = Y.encodeStateAsUpdate(doc, before).length;
  doc.transact(() => writeContent(doc, content, bytes_max));
  return Y.encodeStateAsUpdate(doc, before).length - empty;
}

function centred(): Y.Doc {
  return makeNote(
    'Plan',
    block('paragraph', ''),
    block('paragraph', 'One', { textAlign: 'center' }),
    block('paragraph', ''),
    block('somethingNew', 'of a later version'),
    block('paragraph', 'Two', { textAlign: 'right' }),
    block('codeBlock', 'a\n\nb', { language: 'js' }),
  );
}

describe('what is read and written back changes nothing', () => {
  it.each(['markdown', 'text'] as const)('%s', (format) => {
    const doc = centred();
    const said = readContent(doc, format) as string;
    const content = format === 'markdown' ? contentOfMarkdown(said) : contentOfText(said);
    expect(write(doc, content)).toBe(0);
  });

  it('json', () => {
    const doc = makeNote('Plan', block('heading', 'One'), block('paragraph', 'Two', { textAlign: 'right' }));
    expect(write(doc, contentOfJson(readContent(doc, 'json') as never))).toBe(0);
  });
});

it('of a changed block only what differs is changed; the others keep what Markdown cannot say', () => {
  const doc = centred();
  const two = bodyOf(doc).get(4) as Y.XmlElement;
  const text = two.get(0) as Y.XmlText;
  const anchor = Y.createRelativePositionFromTypeIndex(text, 1);
  write(doc, contentOfMarkdown('# Plans\n\nOne\n\nTwo is more\n\n```js\na\n\nb\n```\n\nThree'));
  expect(doc.getText('title').toString()).toBe('Plans');
  expect(textOf(doc)).toBe('\nOne\n\nof a later version\nTwo is more\na\n\nb\nThree');
  expect((bodyOf(doc).get(1) as Y.XmlElement).getAttribute('textAlign')).toBe('center');
  expect((bodyOf(doc).get(3) as Y.XmlElement).nodeName).toBe('somethingNew');
  expect(bodyOf(doc).get(4)).toBe(two);
  const at = Y.createAbsolutePositionFromRelativePosition(anchor, doc);
  expect([at?.type, at?.index]).toEqual([text, 1]);
});

it('what others write meanwhile stays', () => {
  const doc = centred();
  const peer = new Y.Doc();
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
  (bodyOf(peer).get(1) as Y.XmlElement).push([new Y.XmlText(' by a peer')]);
  write(doc, contentOfText('\nOne\n\nof a later version\nTwo, changed\na\n\nb'));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer));
  expect(textOf(doc)).toBe('\nOne by a peer\n\nof a later version\nTwo, changed\na\n\nb');
});

it('without a heading at its beginning the title stays; nothing at all is an empty note', () => {
  const doc = makeNote('Plan', block('paragraph', 'One'));
  write(doc, contentOfMarkdown('Two\n\n# Three'));
  expect(readContent(doc, 'markdown')).toBe('# Plan\n\nTwo\n\n# Three\n');
  write(doc, contentOfMarkdown(''));
  expect([doc.getText('title').toString(), textOf(doc)]).toEqual(['Plan', '']);
  expect(bodyOf(doc).toString()).toBe('<paragraph></paragraph>');
});

it('JSON that is no document is refused, and so is what is too large; nothing is changed then', () => {
  const deep = (depth: number): object =>
    depth === 0 ? { type: 'paragraph' } : { type: 'blockquote', content: [deep(depth - 1)] };
  for (const content of [
    [{ type: 'script' }],
    [{ type: 'text', text: 'loose' }],
    [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }],
    [{ type: 'heading', attrs: { level: 'high' } }],
    [deep(5_000)],
    'text',
  ]) {
    expect(() => contentOfJson({ body: { type: 'doc', content } })).toThrow(ApiError);
  }
  const doc = centred();
  const before = Y.encodeStateAsUpdate(doc);
  expect(() => writeContent(doc, contentOfText('x'.repeat(100)), 50)).toThrow(ApiError);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});
