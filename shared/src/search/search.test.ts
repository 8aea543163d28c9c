import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, query_length_max, type Term, terms_max } from './parse-query.ts';
import { marksOf, snippetOf, soughtBy } from './snippet.ts';
import { fold, words } from './words.ts';

const list = (text: string) => [...words(text)].map(({ word }) => word);
const sought = (words: string[], more: Partial<Term & { kind: 'words' }> = {}): Term => ({
  kind: 'words',
  words,
  isNegated: false,
  isPrefix: false,
  isQuoted: false,
  ...more,
});

describe('the words of a text', () => {
  it('S1: have neither case nor accents', () => {
    expect(list('Über Straßen, naïve Œuvre & Ångström')).toEqual([
      'uber',
      'strassen',
      'naive',
      'oeuvre',
      'angstrom',
    ]);
    expect(list('ΆΛΦΑ Йога')).toEqual(['αλφα', 'иога']);
  });

  it('S1: are runs of letters and digits', () => {
    expect(list('pg_trgm, e-mail: a@b.org 3.14')).toEqual([
      'pg',
      'trgm',
      'e',
      'mail',
      'a',
      'b',
      'org',
      '3',
      '14',
    ]);
  });

  it('S1: are pairs of letters where a script has no spaces, and the last letter', () => {
    expect(list('東京都 is 大')).toEqual(['東京', '京都', '都', 'is', '大']);
    expect(list('iPhone用ケース')).toEqual(['iphone', '用ケ', 'ケー', 'ース', 'ス']);
  });

  it('S1: have nothing of what signs fold to besides letters', () => {
    expect(list('⑴ a\ufe7e ½')).toEqual(['1', 'a', '12']);
  });

  it('S1: have their places, in order and within the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let last = 0;
        for (const { word, from, to } of words(text)) {
          expect(word).toBe(fold(word));
          expect(word).not.toMatch(/[\s'"\\:&|!()*<>#@]/);
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          last = from;
        }
      }),
      { examples: [['\ufe7e'], ['⑴']] },
    );
  });
});

describe('a query', () => {
  it('S1: is words, of which the last is being typed', () => {
    expect(parseQuery('foo Bar')).toEqual([sought(['foo']), sought(['bar'], { isPrefix: true })]);
    expect(parseQuery('foo bar ')).toEqual([sought(['foo']), sought(['bar'])]);
  });

  it('S1: has phrases, also while they are typed', () => {
    expect(parseQuery('"foo bar"')).toEqual([sought(['foo', 'bar'], { isQuoted: true })]);
    expect(parseQuery('“foo bar” -"x y"')).toEqual([
      sought(['foo', 'bar'], { isQuoted: true }),
      sought(['x', 'y'], { isQuoted: true, isNegated: true }),
    ]);
    expect(parseQuery('"foo ba')).toEqual([sought(['foo', 'ba'], { isQuoted: true, isPrefix: true })]);
  });

  it('S1: has tags and people, by one word or several', () => {
    expect(parseQuery('tag:work -tag:"to do" Person:Ada')).toEqual([
      { kind: 'tag', name: 'work', isNegated: false },
      { kind: 'tag', name: 'to do', isNegated: true },
      { kind: 'person', name: 'Ada', isNegated: false },
    ]);
  });

  it('S1: reads a word that is several as a phrase', () => {
    expect(parseQuery('pg_trgm 東京都 ')).toEqual([sought(['pg', 'trgm']), sought(['東京', '京都'])]);
  });

  it('S6: is read whatever it is, within bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2 * query_length_max }), (query) => {
        const terms = parseQuery(query);
        expect(terms.length).toBeLessThanOrEqual(terms_max);
        for (const term of terms) if (term.kind === 'words') expect(term.words.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a snippet', () => {
  const isSought = soughtBy(parseQuery('needle hay'));

  it('S3: shows where most of the words stand together', () => {
    const text = `${'needle '.repeat(40)}${'x '.repeat(200)}a needle in the hay\nstack ${'y '.repeat(200)}`;
    const { text: shown, marks } = snippetOf(text, isSought);
    expect(shown).toContain('a needle in the hay stack');
    expect(marks.map(([a, b]) => shown.slice(a, b))).toEqual(['needle', 'hay']);
  });

  it('S3: is the beginning where nothing is found in it', () => {
    expect(snippetOf('short', isSought)).toEqual({ text: 'short', marks: [] });
    expect(snippetOf('word '.repeat(100), isSought).text).toMatch(/^word .* …$/);
  });

  it('S3: marks only words that were looked for, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('needle', 'Hay', 'Häy', 'x', '\n', '東京', '😀', '-')),
        (parts) => {
          const text = parts.join(' ');
          const snippet = snippetOf(text, isSought);
          for (const [shown, marks] of [
            [snippet.text, snippet.marks],
            [text, marksOf(text, isSought)],
          ] as const) {
            for (const [a, b] of marks) expect(['needle', 'hay']).toContain(fold(shown.slice(a, b)));
          }
          expect(snippet.text.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
