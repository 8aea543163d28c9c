import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fillPlaceholders } from './fill-placeholders.ts';

const values = { date: '22 November 2026', author: 'Ada' };

function makeNote(title: string, ...texts: Y.XmlText[]): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, title);
  const quote = new Y.XmlElement('blockquote');
  const paragraph = new Y.XmlElement('paragraph');
  quote.insert(0, [paragraph]);
  paragraph.insert(0, texts);
  doc.getXmlFragment('default').insert(0, [quote]);
  return doc;
}

describe('N12: what a template leaves open', () => {
  it('is filled in, in the title and in blocks within blocks, wherever it stands', () => {
    const text = new Y.XmlText('{{Title}} by {{ author }}, {{date}}: {{other}} {{date}}');
    const doc = makeNote('Meeting of {{date}}', text);
    fillPlaceholders(doc, values);
    expect(doc.getText('title').toString()).toBe('Meeting of 22 November 2026');
    expect(text.toString()).toBe(
      'Meeting of 22 November 2026 by Ada, 22 November 2026: {{other}} 22 November 2026',
    );
  });

  it('is as bold as the placeholder was, and nothing else is', () => {
    const text = new Y.XmlText();
    text.applyDelta([
      { insert: 'By ' },
      { insert: '{{author}}', attributes: { bold: {} } },
      { insert: ' alone' },
    ]);
    fillPlaceholders(makeNote('', text), values);
    expect(text.toDelta()).toEqual([
      { insert: 'By ' },
      { insert: 'Ada', attributes: { bold: {} } },
      { insert: ' alone' },
    ]);
  });

  it('is not looked for in what was filled in', () => {
    const text = new Y.XmlText('{{author}}');
    fillPlaceholders(makeNote('{{title}}', text), { ...values, author: '{{date}}' });
    expect(text.toString()).toBe('{{date}}');
  });
});
