import { getSchema } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { isSafeAddress } from './safe-values.ts';
import { noteExtensions } from './schema.ts';

const schema = getSchema(noteExtensions());

test('a note is made of these blocks and marks, with these attributes', () => {
  // What is in people's notes. Changing a line here needs a new `schema_version`.
  const describe = (types: Record<string, { spec: { attrs?: object | null } }>) =>
    Object.entries(types)
      .map(([name, type]) => [name, ...Object.keys(type.spec.attrs ?? {})].join(' '))
      .sort();
  expect(describe(schema.nodes)).toEqual([
    'blockMath latex',
    'blockquote',
    'bulletList',
    'callout kind',
    'codeBlock language',
    'details',
    'detailsContent',
    'detailsSummary',
    'doc',
    'file attachment_id name size_bytes media_type',
    'hardBreak',
    'heading textAlign level',
    'horizontalRule',
    'image attachment_id alt caption width name pixels_wide pixels_high',
    'inlineMath latex',
    'listItem',
    'mention id label',
    'noteLink id label',
    'orderedList start type',
    'paragraph textAlign',
    'table',
    'tableCell colspan rowspan colwidth align',
    'tableHeader colspan rowspan colwidth align',
    'tableOfContents',
    'tableRow',
    'taskItem checked',
    'taskList',
    'text',
    'unknownBlock',
    'unknownInline',
  ]);
  expect(describe(schema.marks)).toEqual([
    'bold',
    'code',
    'highlight color',
    'italic',
    'link href',
    'strike',
    'subscript',
    'superscript',
    'textColor color',
    'underline',
  ]);
});

test('an empty note begins with a paragraph', () => {
  expect(schema.topNodeType.createAndFill()?.toString()).toBe('doc(paragraph)');
});

test('a value that an attribute may not have is refused', () => {
  const wrong: [string, Record<string, unknown>][] = [
    ['heading', { level: 9 }],
    ['callout', { kind: '"><script>' }],
    ['image', { attachment_id: 'https://elsewhere.example/x.png' }],
    ['image', { width: 1e9 }],
    ['file', { size_bytes: -1 }],
    ['tableCell', { colspan: 1e9 }],
    ['tableCell', { colwidth: ['red;background:url(x)'] }],
    ['codeBlock', { language: 'js" onload="x' }],
    ['paragraph', { textAlign: 'left;color:red' }],
  ];
  for (const [type, attrs] of wrong) {
    expect(() => schema.nodes[type]?.create(attrs).check(), `${type} ${JSON.stringify(attrs)}`).toThrow(
      /Not /,
    );
  }
  const link = { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] };
  expect(() => Node.fromJSON(schema, link).check()).toThrow(/Not /);
});

test('links lead to the web, to mail, to telephones, or stay on this site', () => {
  for (const address of [
    'https://a.example/?b#c',
    'HTTP://a.example',
    'mailto:a@b',
    'tel:+1',
    '/notes/1',
    '#x',
  ]) {
    expect(isSafeAddress(address), address).toBe(true);
  }
  const unsafe = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https:elsewhere.example',
    '',
    null,
    { toString: () => 'https://a.example' },
  ];
  for (const address of unsafe) expect(isSafeAddress(address), String(address)).toBe(false);
});
