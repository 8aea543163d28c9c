import { parseQuery } from '@scriptorium/shared/search/parse-query.ts';
import { describe, expect, it } from 'vitest';
import { indexText, matches } from './match-text.ts';

const text = indexText('Über den Fluß', 'In die Bäume\n東京都に行く pg_trgm');
const find = (query: string, tags: string[] = []) => matches(parseQuery(query), text, tags);

describe('a note on this device', () => {
  it.each([
    'fluss',
    'uber baume',
    'flu',
    '"den fluss"',
    'die -berge',
    '東京',
    '京都に',
    '都',
    'く',
    'pg_trgm',
    '',
    '"die baume"',
  ])('S1: is found by %s', (query) => {
    expect(find(query)).not.toBeNull();
  });

  it.each(['fl den', '"den in"', 'die -baume', '京東', 'trgm_pg', 'person:ada fluss', '"flu"', 'tag:x'])(
    'S1: is not found by %s',
    (query) => {
      expect(find(query)).toBeNull();
    },
  );

  it('S1: is found by its tags', () => {
    expect(find('tag:"TO DO" fluss', ['To do'])).toBe('title');
    expect(find('-tag:home', ['To do'])).not.toBeNull();
    expect(find('do baume', ['To do'])).toBe('text');
  });

  it('S3: is better found by its title', () => {
    expect([find('fluss'), find('baume'), find('fluss baume')]).toEqual(['title', 'text', 'text']);
  });
});
