import { getSchema } from '@tiptap/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someNote, withoutEmptyTexts } from './markdown/some-note.ts';
import { noteExtensions } from './schema.ts';
import { toHtml } from './to-html.ts';

const schema = getSchema(noteExtensions());

test('a note is a page, and what somebody wrote in it is text', () => {
  const doc = schema.nodeFromJSON({
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Plan' }] },
      { type: 'paragraph', content: [{ type: 'text', text: '<script>', marks: [{ type: 'bold' }] }] },
      { type: 'codeBlock', attrs: { language: 'js' }, content: [{ type: 'text', text: 'a < b' }] },
    ],
  });
  const page = toHtml('A & <b>', doc);
  expect(page).toContain('<title>A &#38; &#60;b&#62;</title>');
  expect(page).toMatch(/<h2[^>]*>Plan<\/h2>/);
  expect(page).toContain('<strong>&lt;script&gt;</strong>');
  expect(page).toMatch(/<pre[^>]*><code[^>]*>a &lt; b<\/code><\/pre>/);
  expect(page).not.toContain('<script');
});

test('there is HTML for every note', () => {
  fc.assert(
    fc.property(someNote, (note) => {
      const doc = schema.nodeFromJSON(withoutEmptyTexts(note));
      expect(toHtml('', doc)).toContain('</html>');
    }),
  );
});
