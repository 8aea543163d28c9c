/** A long note of all sorts, as Yjs has it: what a team's handbook may grow to. */
import * as Y from 'yjs';

const words =
  'The quick brown fox jumps over the lazy dog while everybody else writes on in the same note'.split(' ');
const code = 'export function add(a: number, b: number): number {\n  return a + b;\n}';

/** @returns the blocks, not in a document yet */
export function mixedBlocks(count: number): Y.XmlElement[] {
  return Array.from({ length: count }, (_, index) => (makers[index % makers.length] ?? paragraph)(index));
}

type Attributes = Record<string, string | number | boolean>;
type Maker = (index: number) => Y.XmlElement;

const paragraph: Maker = (index) => block('paragraph', {}, [text(sentence(index))]);
const makers: Maker[] = [
  (index) => block('heading', { level: 1 + (index % 4) }, [text(sentence(index, 5))]),
  paragraph,
  (index) => block('bulletList', {}, [item('listItem', index), item('listItem', index + 1)]),
  paragraph,
  (index) => block('taskList', {}, [item('taskItem', index, { checked: index % 2 === 0 })]),
  (index) => block('blockquote', {}, [paragraph(index)]),
  paragraph,
  () => block('codeBlock', { language: 'typescript' }, [text(code)]),
  (index) => block('callout', { kind: 'info' }, [paragraph(index)]),
  (index) => block('table', {}, [row('tableHeader', index), row('tableCell', index)]),
  (index) => block('orderedList', { start: 1 }, [item('listItem', index), item('listItem', index + 1)]),
  paragraph,
  () => block('horizontalRule', {}, []),
];

function block(name: string, attributes: Attributes, children: (Y.XmlElement | Y.XmlText)[]) {
  const element = new Y.XmlElement<Attributes>(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.insert(0, children);
  return element as Y.XmlElement;
}

function item(name: string, index: number, attributes: Attributes = {}) {
  return block(name, attributes, [paragraph(index)]);
}

function row(name: string, index: number) {
  return block('tableRow', {}, [
    block(name, {}, [paragraph(index)]),
    block(name, {}, [paragraph(index + 1)]),
  ]);
}

function text(content: string): Y.XmlText {
  return new Y.XmlText(content);
}

function sentence(index: number, length = 14): string {
  return Array.from({ length }, (_, at) => words[(index + at) % words.length]).join(' ');
}
