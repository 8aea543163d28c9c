import { getSchema } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { fromMarkdown } from '../from-markdown.ts';
import { noteExtensions } from '../schema.ts';
import { toMarkdown } from '../to-markdown.ts';
import { someNote, someText } from './some-note.ts';

const runs = 300;
vi.setConfig({ testTimeout: 60_000 });
const schema = getSchema(noteExtensions());

test('a note that Markdown can say is the same after it was written and read', () => {
  fc.assert(
    fc.property(someNote, (json) => {
      const note = Node.fromJSON(schema, json);
      note.check();
      const text = toMarkdown(note.content);
      const back = fromMarkdown(text, schema);
      if (!back.eq(note)) expect({ text, note: back.toJSON() }).toEqual({ text, note: note.toJSON() });
    }),
    { numRuns: runs },
  );
});

test('every text is some Markdown, valid in the schema, and stays what it was read as', () => {
  fc.assert(
    fc.property(someText, (text) => {
      const note = fromMarkdown(text, schema);
      note.check();
      const again = fromMarkdown(toMarkdown(note.content), schema);
      again.check();
      expect(again.textContent.replace(/\s/g, '')).toBe(note.textContent.replace(/\s/g, ''));
    }),
    { numRuns: runs },
  );
});

const json = (text: string) => fromMarkdown(text, schema).toString();
const rewritten = (text: string) => toMarkdown(fromMarkdown(text, schema).content);

test.each([
  '# Title',
  'A **bold**, _italic_, ~~struck~~, ==marked==, <u>under</u>, H<sub>2</sub>O word and `code`.',
  '- one\n- two\n  - nested\n- three',
  '3. three\n4. four',
  '- [ ] open\n- [x] done',
  '> a quote\n>\n> of two paragraphs',
  '> [!WARNING]\n>\n> Mind the gap',
  '```js\nconst x = 1;\n```',
  '| a | b |\n| --- | --: |\n| 1 | 2 |',
  '$$\nE = mc^2\n$$',
  'Energy is $E = mc^2$ here.',
  '<details>\n<summary>More</summary>\n\ninside\n\n</details>',
  '[a link](https://a.example/b_c?d=1)',
  '[Plan](note:0190a0a0-0000-7000-8000-000000000001) by [@Ada](person:u1)',
  '![a cat](attachment:0190a0a0-0000-7000-8000-000000000001?name=cat.png&width=50 "Tom")',
  '[TOC]',
  'one\\\ntwo',
])('what is written is what people write: %s', (text) => {
  expect(rewritten(text)).toBe(text);
});

test.each([
  ['> [!NOTE]\n> on the next line', 'doc(callout(paragraph("on the next line")))'],
  ['> [!important]\n> x', 'doc(callout(paragraph("x")))'],
  [
    '<details><summary>Line</summary>\n\ntext\n\n</details>',
    'doc(details(detailsSummary("Line"), detailsContent(paragraph("text"))))',
  ],
  [
    '- [ ] task\n- item',
    'doc(taskList(taskItem(paragraph("task"))), bulletList(listItem(paragraph("item"))))',
  ],
  ['###### six', 'doc(heading("six"))'],
  ['$5 and $6', 'doc(paragraph("$5 and $6"))'],
  ['<script>alert(1)</script>', 'doc(paragraph("<script>alert(1)</script>"))'],
  ['<b>bold', 'doc(paragraph(bold("bold")))'],
  ['', 'doc(paragraph)'],
])('%j is read as %s', (text, wanted) => {
  expect(json(text)).toBe(wanted);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//elsewhere.example',
  'java&#10;script:x',
])('a link to %s is text, and so is a picture from there', (address) => {
  expect(json(`[text](<${address}>) ![alt](<${address}>)`)).toBe('doc(paragraph("text alt"))');
});

test('a picture from elsewhere is a link to it: reading a note fetches nothing', () => {
  expect(json('![cat](https://a.example/cat.png)')).toBe('doc(paragraph(link("cat")))');
});

test('what Markdown cannot say is left out, and the rest stays', () => {
  const paragraph = (text: string, attrs = {}) => ({
    type: 'paragraph',
    attrs,
    content: [{ type: 'text', text }],
  });
  const cell = (attrs: object, ...content: object[]) => ({ type: 'tableCell', attrs, content });
  const note = Node.fromJSON(schema, {
    type: 'doc',
    content: [
      paragraph('centred', { textAlign: 'center' }),
      { type: 'paragraph' },
      { type: 'unknownBlock' },
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cell({ colspan: 2 }, paragraph('wide'))] },
          {
            type: 'tableRow',
            content: [cell({}, paragraph('a'), paragraph('b')), cell({}, paragraph('c|d'))],
          },
        ],
      },
    ],
  });
  expect(toMarkdown(note.content)).toBe('centred\n\n| wide |  |\n| --- | --- |\n| a<br>b | c\\|d |');
});

test.each<[string, string]>([
  ['openers', '*a '],
  ['highlights', '==a '],
  ['brackets', '['],
  ['images', '![a]('],
  ['links', '[a](b'],
  ['backticks', '`a``'],
  ['dollars', '$a '],
  ['tags', '<b a="'],
  ['open tags', '<u>'],
  ['entities', '&#'],
  ['quotes', '>'],
  ['lists', '- '],
  ['toggles', '<details>\n'],
  ['tables', 'a|b\n-|-\n'],
  ['wide rows', '|'],
  ['formulas', '$$\n'],
  ['fences', '```\n'],
  ['references', '[a]: b\n'],
  ['underscores', '_a__'],
  ['autolinks', '<a:'],
])('a megabyte of %s is read and written: no rule looks at a text again and again', (_name, part) => {
  const note = fromMarkdown(part.repeat(Math.floor(1_000_000 / part.length)), schema);
  note.check();
  expect(toMarkdown(note.content).length).toBeLessThan(8_000_000);
});
