import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { type TextField, TitleBinding } from './title-binding.ts';

/** A textarea as far as the binding sees it: typing replaces the selection and fires `input`. */
class Field implements TextField {
  value = '';
  selectionStart = 0;
  selectionEnd = 0;
  readonly #listeners = new Map<string, () => void>();

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }

  addEventListener(type: string, listener: () => void): void {
    this.#listeners.set(type, listener);
  }

  fire(type: string): void {
    this.#listeners.get(type)?.();
  }

  type(text: string, at = this.selectionStart, remove = this.selectionEnd - this.selectionStart): void {
    this.value = this.value.slice(0, at) + text + this.value.slice(at + remove);
    this.setSelectionRange(at + text.length, at + text.length);
    this.fire('input');
  }

  /** What an input method does: each step replaces the one before it. */
  compose(...steps: string[]): void {
    const at = this.selectionStart;
    let length = 0;
    for (const step of steps) {
      this.type(step, at, length);
      length = step.length;
    }
  }
}

function setUp(title = '') {
  const doc = new Y.Doc();
  const text = doc.getText('title');
  text.insert(0, title);
  const field = new Field();
  const titles: string[] = [];
  const binding = new TitleBinding(text, field, { onTitle: (value) => titles.push(value) });
  return { doc, text, field, titles, binding, remote: (edit: () => void) => doc.transact(edit, 'remote') };
}

test('the field shows the title, and typing changes the text by what was typed', () => {
  const { text, field, titles } = setUp('Plan');
  expect(field.value).toBe('Plan');
  const deltas: unknown[] = [];
  text.observe((event) => deltas.push(event.delta));
  field.type('s', 4, 0);
  expect(text.toString()).toBe('Plans');
  expect(deltas).toEqual([[{ retain: 4 }, { insert: 's' }]]);
  expect(titles).toEqual(['Plans']);
});

test('the caret keeps its place when others edit before it, and after it', () => {
  const { text, field, remote } = setUp('Plan');
  field.setSelectionRange(2, 4);
  remote(() => text.insert(0, 'My '));
  expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['My Plan', 5, 7]);
  remote(() => text.insert(7, ' B'));
  expect([field.selectionStart, field.selectionEnd]).toEqual([5, 7]);
  remote(() => text.delete(0, 3));
  expect([field.selectionStart, field.selectionEnd]).toEqual([2, 4]);
});

test('a line break never gets in, by paste or from others', () => {
  const { text, field, remote } = setUp();
  field.type('one\ntwo', 0, 0);
  expect(text.toString()).toBe('one two');
  expect([field.value, field.selectionStart]).toEqual(['one two', 7]);
  remote(() => text.insert(3, '\n'));
  expect(field.value).toBe('one  two');
});

test('others typing while an input method composes do not disturb it, and nothing is lost', () => {
  const { text, field, remote } = setUp('ab');
  field.setSelectionRange(1, 1);
  field.fire('compositionstart');
  field.compose('k', 'か');
  remote(() => text.insert(0, '>>'));
  expect(field.value).toBe('aかb');
  field.type('かん', 1, 1);
  expect(field.value).toBe('aかんb');
  expect(text.toString()).toBe('>>aかんb');
  field.fire('compositionend');
  expect([field.value, field.selectionStart]).toEqual(['>>aかんb', 5]);
});

test('undo takes back own edits only', () => {
  const { text, field, binding, remote } = setUp();
  field.type('mine', 0, 0);
  remote(() => text.insert(0, 'theirs '));
  binding.undo();
  expect(text.toString()).toBe('theirs ');
  expect(field.value).toBe('theirs ');
  binding.redo();
  expect(text.toString()).toBe('theirs mine');
});

test('a destroyed binding leaves the field alone', () => {
  const { text, field, binding } = setUp('a');
  binding.destroy();
  text.insert(1, 'b');
  expect(field.value).toBe('a');
});

test('two fields on two documents with random typing, composing and exchange end equal', () => {
  let seed = 42;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let run = 0; run < 60; run++) {
    const people = [setUp(), setUp()];
    const exchange = () => {
      for (const [from, to] of [people, [...people].reverse()] as [
        (typeof people)[0],
        (typeof people)[0],
      ][]) {
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'remote');
      }
    };
    for (let step = 0; step < 40; step++) {
      const { field } = people[random(2)] as (typeof people)[0];
      const at = random(field.value.length + 1);
      const action = random(6);
      if (action === 0) exchange();
      else if (action === 1) field.fire('compositionstart');
      else if (action === 2) field.fire('compositionend');
      else field.type('abc'.slice(0, random(4)), at, random(Math.min(3, field.value.length - at) + 1));
    }
    for (const { field } of people) field.fire('compositionend');
    exchange();
    const [one, two] = people as [(typeof people)[0], (typeof people)[0]];
    expect(one.text.toString()).toBe(two.text.toString());
    expect(one.field.value).toBe(one.text.toString());
    expect(two.field.value).toBe(two.text.toString());
  }
});
