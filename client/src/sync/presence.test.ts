import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { othersPresent, watchPresence } from './presence.ts';

const user = (id: string, name: string) => ({ user: { id, name, color: '#1d4ed8' } });

test('a person with two tabs is one person, and oneself is not among the others', () => {
  const states = new Map<number, Record<string, unknown>>([
    [1, user('me', 'Me')],
    [2, user('b', 'Grace')],
    [3, user('b', 'Grace')],
    [4, user('a', 'Ada')],
    [5, {}],
    [6, { user: { name: 'no id' } }],
  ]);
  expect(othersPresent(states, 'me').map((person) => person.name)).toEqual(['Ada', 'Grace']);
});

test('a person is idle who is so in every tab', () => {
  const idle = { idle: true };
  const states = new Map<number, Record<string, unknown>>([
    [1, { ...user('a', 'Ada'), ...idle }],
    [2, user('b', 'Grace')],
    [3, { ...user('b', 'Grace'), ...idle }],
    [4, { ...user('c', 'Linus'), ...idle }],
    [5, user('c', 'Linus')],
  ]);
  expect(othersPresent(states, 'me').map(({ name, isIdle }) => [name, isIdle])).toEqual([
    ['Ada', true],
    ['Grace', false],
    ['Linus', false],
  ]);
});

test('a caret that moves is no news', () => {
  const awareness = new Awareness(new Y.Doc());
  const news: number[] = [];
  awareness.setLocalState(user('b', 'Grace'));
  const stop = watchPresence(awareness, 'me', (people) => news.push(people.length));
  awareness.setLocalStateField('cursor', { anchor: 1 });
  awareness.setLocalState(null);
  stop();
  awareness.setLocalState(user('b', 'Grace'));
  expect(news).toEqual([1, 0]);
  awareness.destroy();
});
