import { expect, test } from 'vitest';
import { atom_character, compileQuery, type FindQuery, replacementFor, searchText } from './search.ts';

const query = (text: string, options: Partial<FindQuery> = {}): FindQuery => ({
  text,
  matchesCase: false,
  wholeWords: false,
  isPattern: false,
  ...options,
});

function find(text: string, wanted: FindQuery): string[] {
  const pattern = compileQuery(wanted);
  return pattern ? searchText(text, pattern).map(({ from, to }) => text.slice(from, to)) : [];
}

function replace(text: string, wanted: FindQuery, template: string): string[] {
  const pattern = compileQuery(wanted);
  return pattern
    ? searchText(text, pattern, replacementFor(wanted, template)).map(({ insert }) => insert ?? '')
    : [];
}

test('a text is found as it is written, whatever its signs mean in patterns', () => {
  const signs = '\\^$.*+?()[]{}|/-';
  expect(find(`a${signs}b`, query(signs))).toEqual([signs]);
  expect(find('axb', query('a.b'))).toEqual([]);
});

test('case counts only when it is asked for, in every script', () => {
  expect(find('Ökonom ökonom', query('ÖKONOM'))).toHaveLength(2);
  expect(find('Ökonom ökonom', query('ökonom', { matchesCase: true }))).toEqual(['ökonom']);
});

test('a whole word ends where letters of any script end', () => {
  expect(find('cat concat Cats café caf', query('cat', { wholeWords: true }))).toEqual(['cat']);
  expect(find('cat concat Cats café caf', query('caf', { wholeWords: true }))).toEqual(['caf']);
});

test('a pattern that is none finds nothing, also when what is put around it would complete it', () => {
  expect(compileQuery(query('a)(b', { isPattern: true, wholeWords: true }))).toBeNull();
  expect(compileQuery(query('(', { isPattern: true }))).toBeNull();
});

test('a pattern that finds nothing at a place goes on', () => {
  expect(find('aab😀b', query('a*', { isPattern: true }))).toEqual(['aa']);
  expect(find('one\ntwo', query('^\\w+$', { isPattern: true }))).toEqual(['one', 'two']);
});

test('what is no text is not found: replacing would delete it', () => {
  expect(find(`a${atom_character}b`, query('a.b', { isPattern: true }))).toEqual([]);
});

test('a replacement is filled in from a pattern’s groups, and taken as it is otherwise', () => {
  const name = query('(?<first>\\w+) (\\w+)', { isPattern: true });
  expect(replace('Ada Lovelace', name, '$2, $<first> ($&) costs $$5 and $9')).toEqual([
    'Lovelace, Ada (Ada Lovelace) costs $5 and $9',
  ]);
  expect(replace('Ada', query('ada'), '$&')).toEqual(['$&']);
});
