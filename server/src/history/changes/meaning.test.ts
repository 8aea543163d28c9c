/** What people see of what the editor does: a block that it makes anew is the same block for them. */
import type { ChangedNode } from '@scriptorium/shared/api/history.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { StoryServer } from '../../../test/history-story.ts';
import { applyNoteEdit, type NoteEdit } from '../../../test/random-note-edits.ts';
import { changesBetween } from './note-changes.ts';

test('Enter in the middle of what Ada wrote leaves the words hers', () => {
  const { server, write, seq } = begin(['one two']);
  write('grace', { kind: 'split', at: 0.5 });
  const blame = changesBetween(server.life, 0, server.life.to_seq, new Map());
  expect(textsBy(blame.body, blame)).toEqual([
    ['one ', 'ada'],
    ['two', 'ada'],
  ]);
  const { changes, body } = changesBetween(server.life, seq, seq + 1, new Map());
  expect(changes).toMatchObject([{ kind: 'inserted' }]);
  expect(body.map(({ change, content }) => [change, content?.[0]?.change])).toEqual([
    [undefined, undefined],
    [0, undefined],
  ]);
});

test('a paragraph that became a heading is one that changed, with the same words', () => {
  const { server, write, seq } = begin(['one two']);
  write('grace', { kind: 'retype', at: 0.5, type: 'heading' });
  const { changes, body, person_ids } = changesBetween(server.life, seq, seq + 1, new Map());
  expect(body).toMatchObject([{ type: 'heading', change: 0, content: [{ text: 'one two' }] }]);
  expect(body).toHaveLength(1);
  expect(changes).toMatchObject([{ kind: 'changed', was: { type: 'paragraph' } }]);
  expect(person_ids).toEqual(['grace']);
});

test('a block that was dragged elsewhere was moved, and stands only where it is now', () => {
  const { server, write, seq } = begin(['one', 'two', 'three']);
  write('grace', { kind: 'move', at: 0, to: 1 });
  const { changes, body } = changesBetween(server.life, seq, seq + 1, new Map());
  expect(body.map(({ content, change }) => [content?.[0]?.text, change])).toEqual([
    ['two', undefined],
    ['three', undefined],
    ['one', 0],
  ]);
  expect(changes).toMatchObject([{ kind: 'moved' }]);
});

test('a paragraph that became an item of a list is in a list that stands for it', () => {
  const { server, write, seq } = begin(['one']);
  write('grace', { kind: 'wrap', at: 0, type: 'bulletList' });
  const { changes, body } = changesBetween(server.life, seq, seq + 1, new Map());
  expect(body).toMatchObject([{ type: 'bulletList', change: 0 }]);
  expect(body).toHaveLength(1);
  expect(changes[0]).toMatchObject({ kind: 'changed', was: { type: 'paragraph' } });
  expect(changes.filter(({ kind }) => kind === 'deleted' || kind === 'inserted')).toEqual([]);
});

test('two paragraphs that were joined show the line break that went', () => {
  const { server, write, seq } = begin(['one', 'two']);
  write('grace', { kind: 'join', at: 0.6 });
  const { changes, body } = changesBetween(server.life, seq, seq + 1, new Map());
  expect(body[0]?.content?.map(({ text, change }) => [text, change])).toEqual([['onetwo', undefined]]);
  expect(changes).toMatchObject([{ kind: 'deleted' }]);
});

test('bold that was put on words is a change of their form, of whoever did it', () => {
  const { server, write, seq } = begin(['one two']);
  write('grace', { kind: 'mark', at: 0, to: 0.5, mark: 'bold', isOn: true });
  const { changes, body, person_ids } = changesBetween(server.life, seq, seq + 1, new Map());
  expect(body[0]?.content?.map(({ text, change }) => [text, change])).toEqual([
    ['one ', 0],
    ['two', undefined],
  ]);
  expect(changes).toMatchObject([{ kind: 'formatted', person: 0 }]);
  expect(person_ids).toEqual(['grace']);
});

test('words by two people stand apart, in the order of the text', () => {
  const { server, write } = begin(['one']);
  write('grace', { kind: 'type', at: 1, text: ' two' });
  const blame = changesBetween(server.life, 0, server.life.to_seq, new Map());
  expect(textsBy(blame.body, blame)).toEqual([
    ['one', 'ada'],
    [' two', 'grace'],
  ]);
});

function begin(lines: readonly string[]) {
  const server = new StoryServer();
  const device = new Y.Doc();
  const write = (author: string, edit: NoteEdit): void => {
    applyNoteEdit(device, edit);
    server.sync(device, author);
  };
  const content = lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }));
  write('ada', { kind: 'blocks', at: 0, note: { type: 'doc', content } });
  // The empty paragraph that the note began with.
  write('ada', { kind: 'drop', at: 1 });
  return { server, write, seq: server.life.to_seq };
}

function textsBy(
  nodes: readonly ChangedNode[],
  { changes, person_ids }: Pick<ReturnType<typeof changesBetween>, 'changes' | 'person_ids'>,
): unknown[] {
  return nodes.flatMap(({ text, change, content = [] }) => {
    if (text === undefined) return textsBy(content, { changes, person_ids });
    const person = change === undefined ? undefined : changes[change]?.person;
    return [[text, person_ids[person ?? -1]]];
  });
}
