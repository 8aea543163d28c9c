import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteWords, quoteLexeme } from './note-words.ts';
import { distance } from './similar-words.ts';

const of = (parts: Partial<Parameters<typeof noteWords>[0]>) =>
  noteWords({ title: '', body: '', tags: [], comments: [], person_ids: [], ...parts });

describe('the words of a note', () => {
  it('S3: have their places and weights: title A, text B, tags C, comments D, each behind the other', () => {
    expect(of({ title: 'One two', body: 'two Three', tags: ['Far'] }).words).toBe(
      "'one':1A 'two':2A,36B '#far' 'far':19C 'three':37B",
    );
    expect(of({ body: 'one', comments: ['two', 'one'] }).words).toBe("'one':17B,51D 'two':34D");
    expect(of({ title: 'One two', body: 'three', tags: ['Far'], person_ids: ['p1'] }).title_words).toBe(
      "'one':1A 'two':2A '#far' '@p1'",
    );
  });

  it('S1: put the last letter of a run where the last pair is, so that phrases go on behind it', () => {
    expect(of({ title: '東京 x' }).title_words).toBe("'東京':1A '京':1A 'x':2A");
  });

  it('S6: fit what Postgres takes, however many and however long they are', () => {
    const many = Array.from({ length: 300_000 }, (_, i) => `w${i.toString(36)}`).join(' ');
    const { words } = of({ body: `${many} ${'same '.repeat(10_000)}` });
    expect(Buffer.byteLength(words)).toBeLessThan(3_000_000);
    expect(Math.max(...[...words.matchAll(/:(\d+)B/g)].map(([, position]) => Number(position)))).toBe(16_383);
  });

  it('S4: are learnt where somebody may mistype them', () => {
    expect(of({ body: 'The weather of 2024 in 東京, x1y2' }).vocabulary).toEqual(['weather']);
  });

  it('S6: are quoted whatever they are', () => {
    expect(quoteLexeme("it's a \\")).toBe("'it''s a \\\\'");
  });
});

describe('S4: the distance of two words', () => {
  it.each([
    ['search', 'serach', 1],
    ['search', 'seach', 1],
    ['search', 'searrch', 1],
    ['search', 'sesrch', 1],
    ['search', 'search', 0],
    ['search', 'march', 2],
  ])('%s and %s: %i', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
  });

  it('is the same both ways, and at most the length of the longer one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
