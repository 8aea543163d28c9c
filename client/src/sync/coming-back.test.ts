import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { compareSides } from './coming-back.ts';

const lines = ['The first line', 'A line in between', 'The last line'];

/** Two people with the same note, who part and meet again. */
class Two {
  readonly here = new Y.Doc();
  readonly there = new Y.Doc();
  #before = Y.snapshot(this.here);

  constructor() {
    this.here.getText('title').insert(0, 'Plan');
    this.here.getXmlFragment('default').insert(0, lines.map(paragraph));
    bring(this.here, this.there);
    this.#before = Y.snapshot(this.here);
  }

  meet() {
    const own = Y.snapshot(this.here);
    bring(this.there, this.here);
    const moments = { before: this.#before, own, after: Y.snapshot(this.here), client: this.here.clientID };
    return compareSides(this.here, moments);
  }
}

test('letters of one block that one side typed are one change, and both sides in one block overlap', () => {
  const two = new Two();
  typeAt(two.here, 0, 3, ' very');
  typeAt(two.here, 0, 8, ' very');
  typeAt(two.here, 2, 0, 'Here: ');
  typeAt(two.there, 2, 13, ', said there');
  const met = two.meet();
  expect(met).toMatchObject({ own: 2, others: 1, overlap: 1 });
  expect(met.changes.map(({ side, kind, length }) => [side, kind, length])).toEqual([
    ['own', 'insert', 10],
    ['own', 'insert', 6],
    ['others', 'insert', 12],
  ]);
  expect(met.changes.map((change) => textBetween(two.here, change))).toEqual([
    ' very very',
    'Here: ',
    ', said there',
  ]);
});

test('two places in one block are two changes', () => {
  const two = new Two();
  typeAt(two.here, 0, 0, 'X');
  typeAt(two.here, 0, 5, 'Y');
  typeAt(two.there, 1, 0, 'Z');
  expect(two.meet()).toMatchObject({ own: 2, others: 1, overlap: 0 });
});

test('what is deleted counts, by who deleted it', () => {
  const two = new Two();
  lineOf(two.here, 0).delete(4, 6);
  lineOf(two.there, 1).delete(0, 2);
  const { changes } = two.meet();
  expect(changes.map(({ side, kind, length }) => [side, kind, length])).toEqual([
    ['own', 'delete', 6],
    ['others', 'delete', 2],
  ]);
});

test('a deleted block is a change, and a new one is', () => {
  const two = new Two();
  two.here.getXmlFragment('default').delete(1, 1);
  two.there.getXmlFragment('default').insert(3, [paragraph('A new line'), paragraph('')]);
  const { changes } = two.meet();
  expect(changes.map(({ side, kind, length }) => [side, kind, length])).toEqual([
    ['own', 'delete', 1],
    ['others', 'insert', 10],
    ['others', 'form', 1],
  ]);
});

test('what was typed and deleted again meanwhile is no change', () => {
  const two = new Two();
  typeAt(two.here, 0, 3, 'oops');
  lineOf(two.here, 0).delete(3, 4);
  typeAt(two.there, 1, 0, 'Z');
  expect(two.meet()).toMatchObject({ own: 0, others: 1 });
});

test('form alone is one change of its block: marks, attributes', () => {
  const two = new Two();
  lineOf(two.here, 0).format(0, 3, { bold: {} });
  blockOf(two.there, 0).setAttribute('textAlign', 'center');
  const met = two.meet();
  expect(met).toMatchObject({ own: 1, others: 1, overlap: 1 });
  expect(met.changes.map(({ kind }) => kind)).toEqual(['form', 'form']);
});

test('the title is a block', () => {
  const two = new Two();
  two.here.getText('title').insert(4, ' A');
  two.there.getText('title').insert(0, 'Our ');
  const met = two.meet();
  expect(met).toMatchObject({ own: 1, others: 1, overlap: 1 });
  expect(met.changes.every(({ isTitle }) => isTitle)).toBe(true);
});

test('what is written after they met belongs to nobody, what was written while they met is one’s own', () => {
  const two = new Two();
  typeAt(two.there, 1, 0, 'Z');
  const before = Y.snapshot(two.here);
  const own = Y.snapshot(two.here);
  bring(two.there, two.here);
  typeAt(two.here, 0, 0, 'A');
  const after = Y.snapshot(two.here);
  typeAt(two.here, 2, 0, 'later');
  const { changes } = compareSides(two.here, { before, own, after, client: two.here.clientID });
  expect(changes.map(({ side, length }) => [side, length])).toEqual([
    ['own', 1],
    ['others', 1],
  ]);
});

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  if (text) element.insert(0, [new Y.XmlText(text)]);
  return element;
}

function blockOf(doc: Y.Doc, index: number): Y.XmlElement {
  return doc.getXmlFragment('default').get(index) as Y.XmlElement;
}

function lineOf(doc: Y.Doc, index: number): Y.XmlText {
  return blockOf(doc, index).get(0) as Y.XmlText;
}

function typeAt(doc: Y.Doc, line: number, at: number, text: string): void {
  lineOf(doc, line).insert(at, text);
}

function bring(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'remote');
}

function textBetween(doc: Y.Doc, { from, to }: { from: Y.RelativePosition; to: Y.RelativePosition }): string {
  const begin = Y.createAbsolutePositionFromRelativePosition(from, doc);
  const end = Y.createAbsolutePositionFromRelativePosition(to, doc);
  return String(begin?.type).slice(begin?.index, end?.index);
}
