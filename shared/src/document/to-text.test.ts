import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { toText } from './to-text.ts';

describe('the text of a note', () => {
  it('has a line for each block of text, empty ones too', () => {
    expect(toText(body(block('paragraph', 'one'), block('paragraph'), block('heading', 'two')))).toBe(
      'one\n\ntwo',
    );
  });

  it('goes into lists and quotes', () => {
    const item = nested('listItem', block('paragraph', 'inner'));
    expect(toText(body(nested('bulletList', item), block('paragraph', 'after')))).toBe('inner\nafter');
  });

  it('leaves out marks and keeps line feeds', () => {
    const text = new Y.XmlText();
    const fragment = body(nested('paragraph', text));
    text.insert(0, 'plain\n');
    text.insert(6, 'bold', { bold: {} });
    expect(toText(fragment)).toBe('plain\nbold');
  });

  it('breaks the line at a hard break and ignores a rule', () => {
    const paragraph = nested(
      'paragraph',
      new Y.XmlText('a'),
      new Y.XmlElement('hardBreak'),
      new Y.XmlText('b'),
    );
    expect(toText(body(paragraph, new Y.XmlElement('horizontalRule')))).toBe('a\nb');
  });

  it('has a line for each row of a table, its cells apart by tabs', () => {
    const cell = (...texts: string[]) =>
      nested('tableCell', ...texts.map((text) => block('paragraph', text)));
    const row = (...cells: Y.XmlElement[]) => nested('tableRow', ...cells);
    const table = nested('table', row(cell('a'), cell('b', 'c')), row(cell(''), cell('d')));
    expect(toText(body(table, block('paragraph', 'after')))).toBe('a\tb c\n\td\nafter');
  });

  it('has the words of what is drawn: captions, names, formulas', () => {
    const paragraph = nested(
      'paragraph',
      new Y.XmlText('ask '),
      element('mention', { id: 'x', label: 'Ada' }),
      new Y.XmlText(' about '),
      element('inlineMath', { latex: 'x^2' }),
      new Y.XmlText(' in '),
      element('noteLink', { label: 'Plan' }),
    );
    const image = element('image', { alt: 'A cat', caption: '' });
    const blocks = [
      paragraph,
      image,
      element('file', { name: 'a.pdf' }),
      element('blockMath', { latex: 'y' }),
    ];
    expect(toText(body(...blocks, element('image', {})))).toBe('ask @Ada about x^2 in Plan\nA cat\na.pdf\ny');
  });

  it('goes into toggles, open or not', () => {
    const content = nested('detailsContent', block('paragraph', 'hidden'));
    expect(toText(body(nested('details', block('detailsSummary', 'more'), content)))).toBe('more\nhidden');
  });

  it('of an untouched note is empty', () => {
    expect(toText(body())).toBe('');
  });
});

function body(...blocks: Y.XmlElement[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('default');
  fragment.insert(0, blocks);
  return fragment;
}

function block(name: string, text?: string): Y.XmlElement {
  return text === undefined ? new Y.XmlElement(name) : nested(name, new Y.XmlText(text));
}

function nested(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(0, children);
  return element;
}

function element(name: string, attributes: Record<string, string>): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
