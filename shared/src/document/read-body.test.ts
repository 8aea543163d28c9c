import { getSchema } from '@tiptap/core';
import { DOMSerializer, Fragment, type Node } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { type NodeMapping, readBody } from './read-body.ts';
import { noteExtensions } from './schema.ts';

const schema = getSchema(noteExtensions());

test('what the schema knows is read as it is', () => {
  const { shown } = read((body) => {
    body.push([
      element('heading', { level: 2 }, text('Title')),
      element('callout', { kind: 'tip' }, element('paragraph', {}, text('a'), element('hardBreak'))),
      element('taskList', {}, element('taskItem', { checked: true }, element('paragraph'))),
    ]);
  });
  expect(shown).toBe(
    'doc(heading("Title"), callout(paragraph("a", hardBreak)), taskList(taskItem(paragraph)))',
  );
});

test('an unknown block keeps its place, and what is around it is shown', () => {
  const { shown } = read((body) => {
    body.push([
      element('paragraph', {}, text('before')),
      element('hologram', { depth: 3 }, element('paragraph', {}, text('inside'))),
      element('paragraph', {}, text('a'), element('blink', {}, text('b')), text('c')),
    ]);
  });
  expect(shown).toBe('doc(paragraph("before"), unknownBlock, paragraph("a", unknownInline, "c"))');
});

test('a block with children that may not be there shows the others', () => {
  const { shown } = read((body) => {
    body.push([
      element(
        'bulletList',
        {},
        element('listItem', {}, element('paragraph', {}, text('a'))),
        element('image'),
      ),
      element('codeBlock', {}, text('x', { bold: {} }), element('mention')),
      element('details', {}, element('detailsContent', {}, element('paragraph'))),
    ]);
  });
  expect(shown).toBe(
    'doc(bulletList(listItem(paragraph("a"))), codeBlock("x"), details(detailsSummary, detailsContent(paragraph)))',
  );
});

test('a block without the children that it needs gets empty ones', () => {
  const { shown } = read((body) => {
    body.push([element('callout'), element('table'), element('bulletList', {}, element('listItem'))]);
  });
  expect(shown).toBe('doc(callout(paragraph), table(tableRow), bulletList(listItem(paragraph)))');
});

test('what is no XML element at all is a block that cannot be shown', () => {
  const { shown } = read((body) => {
    const anything = body as unknown as Y.Array<unknown>;
    anything.insert(0, [new Y.XmlText('loose'), new Y.Map(), element('paragraph', {}, text('p'))]);
  });
  expect(shown).toBe('doc(unknownBlock, unknownBlock, paragraph("p"))');
});

test('attributes and marks that are not valid are left out', () => {
  const { node } = read((body) => {
    body.push([
      element('heading', { level: 77, textAlign: { toString: 'x' } }, text('h')),
      element('image', { attachment_id: 'https://elsewhere.example/pixel.gif', width: '<script>' }),
      element('paragraph', {}, text('l', { link: { href: 'javascript:alert(1)' }, sparkle: {}, bold: {} })),
      element('paragraph', {}, text('c', { textColor: { color: 'red;background:url(//x)' } })),
    ]);
  });
  node.check();
  expect(node.child(0).attrs).toEqual({ level: 1, textAlign: null });
  expect(node.child(1).attrs).toMatchObject({ attachment_id: null, width: 100 });
  expect(node.child(2).firstChild?.marks.map((mark) => mark.type.name)).toEqual(['bold']);
  expect(node.child(3).firstChild?.marks).toEqual([]);
});

test('something in a text that is no text takes one place', () => {
  const { node } = read((body) => {
    const words = text('ab');
    words.insertEmbed(1, { script: true });
    body.push([element('paragraph', {}, words)]);
  });
  expect(node.textContent).toBe('a\ufffcb');
});

test('blocks nested beyond all reason are cut off', () => {
  const { node } = read((body) => {
    let inner = element('blockquote');
    body.push([inner]);
    for (let depth = 0; depth < 2_000; depth++) {
      const next = element('blockquote');
      inner.push([next]);
      inner = next;
    }
    inner.push([element('paragraph', {}, text('deep'))]);
  });
  expect(node.textContent).toBe('');
  expect(depthOf(node)).toBeLessThan(100);
});

test('a second reading takes the same objects, and new ones only for what changed', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  body.push([element('paragraph', {}, text('a')), element('hologram'), element('callout')]);
  const mapping: NodeMapping = new Map();
  const first = readBody(body, schema, mapping);
  mapping.delete(body.get(0));
  const second = readBody(body, schema, mapping);
  expect(second.map((node, i) => node === first[i])).toEqual([false, true, true]);
});

test('no address of elsewhere and no script is in what is rendered of a hostile note', () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const attrs = Object.fromEntries(
    ['id', 'label', 'href', 'src', 'style', 'class', 'onclick', 'latex', 'kind', 'language', 'color']
      .concat(['attachment_id', 'alt', 'caption', 'width', 'name', 'colspan', 'start', 'type', 'textAlign'])
      .map((name) => [name, name === 'href' ? 'javascript:alert(1)' : evil]),
  );
  const { node } = read((body) => {
    for (const type of Object.keys(schema.nodes))
      body.push([element(type, attrs, text('x', { link: attrs }))]);
    for (const type of Object.keys(schema.nodes)) body.push([element('paragraph', {}, element(type, attrs))]);
  });
  const allowed = /^(data-[a-z-]+|rel|href|start|type|colspan|rowspan|class|checked)$/;
  for (const [name, value] of renderedAttributes(node)) {
    expect(name).toMatch(allowed);
    if (name === 'href') expect(value).toMatch(/^(https?:|mailto:|tel:|\/)/);
    if (name === 'class') expect(value).toMatch(/^language-[\w-]+$/);
  }
});

function read(write: (body: Y.XmlFragment) => void): { node: Node; shown: string } {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  write(body);
  const before = Y.encodeStateAsUpdate(doc);
  const blocks = readBody(body, schema, new Map());
  expect(blocks.length, 'as many blocks as the document has').toBe(body.length);
  const node = schema.topNodeType.createChecked(null, Fragment.from(blocks));
  expect(Y.encodeStateAsUpdate(doc), 'reading writes nothing').toEqual(before);
  return { node, shown: node.toString() };
}

function element(
  name: string,
  attributes: Record<string, unknown> = {},
  ...children: (Y.XmlElement | Y.XmlText)[]
) {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}

function text(words: string, marks?: Record<string, object>): Y.XmlText {
  const made = new Y.XmlText();
  made.insert(0, words, marks);
  return made;
}

function depthOf(node: Node): number {
  return 1 + Math.max(0, ...node.children.map(depthOf));
}

/** All attributes that the node, its children and its marks would have in HTML; Node has no DOM to render into. */
function renderedAttributes(root: Node): [string, unknown][] {
  const found: [string, unknown][] = [];
  const collect = (spec: unknown): void => {
    if (!Array.isArray(spec)) return;
    for (const part of spec.slice(1)) {
      if (Array.isArray(part)) collect(part);
      else if (typeof part === 'object' && part !== null) {
        found.push(...Object.entries(part).filter(([, value]) => value !== null && value !== undefined));
      }
    }
  };
  const nodes = DOMSerializer.nodesFromSchema(schema);
  const marks = DOMSerializer.marksFromSchema(schema);
  root.descendants((node) => {
    collect(nodes[node.type.name]?.(node));
    for (const mark of node.marks) collect(marks[mark.type.name]?.(mark, true));
  });
  return found;
}
