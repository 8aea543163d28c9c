/** Pieces of a note as another program might write them, also such as no editor would. */
import * as Y from 'yjs';

export function element(
  name: string,
  attributes: Record<string, unknown> = {},
  ...children: (Y.XmlElement | Y.XmlText)[]
): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}

export function text(words: string, marks?: Record<string, object>): Y.XmlText {
  const made = new Y.XmlText();
  made.insert(0, words, marks);
  return made;
}

/** One of each kind, in each colour. */
export function allBlocks(): Y.XmlElement[] {
  const line = (words: string, marks?: Record<string, object>) =>
    element('paragraph', {}, text(words, marks));
  const cell = (name: string, words: string) => element(name, {}, line(words));
  const colors = ['gray', 'brown', 'red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink'];
  return [
    element('heading', { level: 1 }, text('Heading')),
    ...colors.map((color) =>
      element(
        'paragraph',
        {},
        text(`in ${color}`, { textColor: { color } }),
        text(` on ${color}`, { highlight: { color } }),
      ),
    ),
    element(
      'taskList',
      {},
      element('taskItem', { checked: true }, line('done')),
      element('taskItem', {}, line('open')),
    ),
    ...['info', 'tip', 'warning', 'danger'].map((kind) => element('callout', { kind }, line(kind))),
    element(
      'details',
      {},
      element('detailsSummary', {}, text('more')),
      element('detailsContent', {}, line('inside')),
    ),
    element('blockquote', {}, line('a quote')),
    element('codeBlock', { language: 'python' }, text('def f(x):\n    return x + 1  # more')),
    element('codeBlock', { language: 'mermaid' }, text('sequenceDiagram\nAda->>Grace: Hello')),
    element(
      'table',
      {},
      element('tableRow', {}, cell('tableHeader', 'Name'), cell('tableHeader', 'Value')),
      element('tableRow', {}, cell('tableCell', 'a'), cell('tableCell', 'b')),
    ),
    element('blockMath', { latex: '\\frac{1}{2}' }),
    element(
      'paragraph',
      {},
      text('ask '),
      element('mention', { id: 'x', label: 'Grace' }),
      text(' about '),
      element('noteLink', { label: 'Plan' }),
      text(' and '),
      element('inlineMath', { latex: 'a^2' }),
    ),
    element('horizontalRule'),
    element('tableOfContents'),
    element('hologram'),
    line('the end'),
  ];
}
