import { expect, test } from 'vitest';
import { looksLikeMarkdown } from './looks-like-markdown.ts';

test.each([
  '# Title\n\ntext',
  'Some **bold** words',
  '- one\n- two',
  '1. one\n2. two',
  'see [there](https://a.example)',
  '```\ncode\n```',
  '| a | b |\n| --- | --- |\n| 1 | 2 |',
  'a | b\n--|--\n1 | 2',
  '- [ ] buy milk',
  '$$\nx^2\n$$',
  '> [!NOTE]\n> careful',
])('%j is Markdown', (text) => {
  expect(looksLikeMarkdown(text)).toBe(true);
});

test.each([
  'Just words, with a hyphen - here.',
  '- a remark of one line',
  '#hashtag and C# and #1',
  'if (a > b) { c = a * b * d; }',
  '2 ** 3 ** 2',
  'snake_case_name and __init__',
  'Costs $5 or $6',
  'https://a.example/x_y_z',
  'From: Ada | To: Grace',
  'Hello\n-- \nAda',
])('%j is text', (text) => {
  expect(looksLikeMarkdown(text)).toBe(false);
});
