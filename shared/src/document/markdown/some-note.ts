/** Notes for property tests: any that Markdown can say (`to-markdown.ts` tells what it cannot). */
import fc from 'fast-check';
import { color_names } from '../safe-values.ts';

export interface Json {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Json[];
  text?: string;
  marks?: Json[];
}

/** Signs that mean something, in each other's company, and letters of several scripts between them. */
const signs = [
  ...'\\`*_~=$|<>&[]()!#+-.:"\'{}^@/ ',
  ...['a', 'b', '1', 'é', '東', '😀', '**', '~~', '==', '$$', '```', '  ', '\t', '\u00a0'],
  ...['1. ', '- ', '# ', '> ', '&amp;', '&#42;', '<b>', '</b>', '<br>', '](x)', '[TOC]', '[ ] ', '[!NOTE]'],
  ...['http://a.b', '<u>', '</details>', '<details>', '---', '| - |', '![', ': ', ' #', 'word', 'two words'],
];
const words = fc
  .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));
const label = fc.oneof(words, fc.constant(''));
const uuid = fc.uuid();

const mark: fc.Arbitrary<Json> = fc.oneof(
  fc
    .constantFrom('bold', 'italic', 'underline', 'strike', 'subscript', 'superscript')
    .map((type) => ({ type })),
  fc
    .constantFrom(...color_names)
    .chain((color) => fc.constantFrom('textColor', 'highlight').map((type) => ({ type, attrs: { color } }))),
  fc.constant({ type: 'highlight', attrs: { color: 'yellow' } }),
  fc
    .constantFrom('https://a.b/c_d?e=1&amp;f=2', 'mailto:a@b.c', '/notes/x (y)', '#a<b>\\c', 'http://é/|*_')
    .map((href) => ({ type: 'link', attrs: { href } })),
);
const marks = fc.uniqueArray(mark, { selector: ({ type }) => type, maxLength: 3 });

const text: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('text'), text: words, marks }) },
  { weight: 1, arbitrary: words.map((code) => ({ type: 'text', text: code, marks: [{ type: 'code' }] })) },
);
const withoutLink = marks.map((each) => each.filter(({ type }) => type !== 'link'));
const atom: fc.Arbitrary<Json> = fc.oneof(
  marks.map((each) => ({ type: 'hardBreak', marks: each })),
  fc.record({ latex: words.filter((latex) => latex !== ''), each: marks }).map(({ latex, each }) => ({
    type: 'inlineMath',
    attrs: { latex },
    marks: each,
  })),
  fc
    .record({ id: uuid, name: label, each: withoutLink })
    .map(({ id, name, each }) => ({ type: 'noteLink', attrs: { id, label: name }, marks: each })),
  fc
    .record({ id: fc.stringMatching(/^[\w-]{1,20}$/), name: label, each: withoutLink })
    .map(({ id, name, each }) => ({ type: 'mention', attrs: { id, label: name }, marks: each })),
);
const line = fc.array(fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: atom }), {
  minLength: 1,
  maxLength: 4,
});

const paragraph = line.map((content): Json => ({ type: 'paragraph', content }));
const code: fc.Arbitrary<Json> = fc
  .record({
    language: fc.constantFrom(null, 'js', 'c++', 'mermaid'),
    lines: fc.array(label, { maxLength: 4 }),
  })
  .map(({ language, lines }) => {
    const source = lines.join('\n');
    return {
      type: 'codeBlock',
      attrs: { language },
      content: source === '' ? [] : [{ type: 'text', text: source }],
    };
  });
const leaf: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: paragraph },
  { weight: 2, arbitrary: code },
  fc.record({ level: fc.integer({ min: 1, max: 4 }), content: line }).map(({ level, content }) => ({
    type: 'heading',
    attrs: { level },
    content,
  })),
  fc.constant({ type: 'horizontalRule' }),
  fc.constant({ type: 'tableOfContents' }),
  fc
    .array(label, { maxLength: 3 })
    .map((lines) => ({ type: 'blockMath', attrs: { latex: lines.join('\n') } })),
  fc
    .record({ id: uuid, alt: label, caption: label, width: fc.integer({ min: 10, max: 100 }), name: label })
    .map(({ id, ...attrs }) => ({ type: 'image', attrs: { attachment_id: id, ...attrs } })),
  fc
    .record({
      id: uuid,
      name: label,
      size_bytes: fc.nat(),
      media_type: fc.constantFrom('image/png', 'a/b+c'),
    })
    .map(({ id, ...attrs }) => ({ type: 'file', attrs: { attachment_id: id, ...attrs } })),
);
const table = fc
  .record({ width: fc.integer({ min: 1, max: 3 }), height: fc.integer({ min: 1, max: 3 }) })
  .chain(({ width, height }) =>
    fc.record({
      aligns: fc.array(fc.constantFrom(null, 'left', 'center', 'right'), {
        minLength: width,
        maxLength: width,
      }),
      rows: fc.array(
        fc.array(fc.oneof(line, fc.constant<Json[]>([])), { minLength: width, maxLength: width }),
        {
          minLength: height,
          maxLength: height,
        },
      ),
    }),
  )
  .map(({ aligns, rows }): Json => {
    const cell = (type: string) => (content: Json[], column: number) => ({
      type,
      attrs: { align: aligns[column] },
      content: [{ type: 'paragraph', content }],
    });
    return {
      type: 'table',
      content: rows.map((cells, row) => ({
        type: 'tableRow',
        content: cells.map(cell(row === 0 ? 'tableHeader' : 'tableCell')),
      })),
    };
  });

const { blocks } = fc.letrec<{ blocks: Json[]; block: Json }>((tie) => {
  const inside = fc.oneof(
    { maxDepth: 3 },
    paragraph.map((each) => [each]),
    tie('blocks'),
  );
  const items = (type: string, attrs: fc.Arbitrary<Record<string, unknown>>) =>
    fc
      .array(
        fc.record({
          attrs,
          first: paragraph,
          rest: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, inside),
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map((all) => all.map((item) => ({ type, attrs: item.attrs, content: [item.first, ...item.rest] })));
  return {
    block: fc.oneof(
      { weight: 4, arbitrary: leaf },
      table,
      inside.map((content) => ({ type: 'blockquote', content })),
      fc
        .record({ kind: fc.constantFrom('info', 'tip', 'warning', 'danger'), content: inside })
        .map(({ kind, content }) => ({ type: 'callout', attrs: { kind }, content })),
      fc.record({ summary: line, content: inside }).map(({ summary, content }) => ({
        type: 'details',
        content: [
          { type: 'detailsSummary', content: summary },
          { type: 'detailsContent', content },
        ],
      })),
      items('listItem', fc.constant({})).map((content) => ({ type: 'bulletList', content })),
      fc
        .record({ start: fc.integer({ min: 0, max: 12 }), content: items('listItem', fc.constant({})) })
        .map(({ start, content }) => ({ type: 'orderedList', attrs: { start }, content })),
      items('taskItem', fc.record({ checked: fc.boolean() })).map((content) => ({
        type: 'taskList',
        content,
      })),
    ),
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }),
  };
});

/** A text of no letters may come out of the generators, and the schema knows none. */
export function withoutEmptyTexts({ content, ...rest }: Json): Json {
  if (!content) return rest;
  return { ...rest, content: content.filter(({ text }) => text !== '').map(withoutEmptyTexts) };
}

export const someNote: fc.Arbitrary<Json> = blocks.map((content) => ({ type: 'doc', content }));
/** Rubbish that looks like Markdown. */
export const someText = fc
  .array(fc.constantFrom(...signs, '\n', '\n\n', '    ', '> ', '$$\n', '```\n', '<summary>x</summary>\n'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));
