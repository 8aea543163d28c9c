/** Terms as Postgres asks for them: the text of a `tsquery`. */
import type { Term } from '@scriptorium/shared/search/parse-query.ts';
import { isSingleLetter } from '@scriptorium/shared/search/snippet.ts';
import { isPair } from '@scriptorium/shared/search/words.ts';
import { personLexeme, quoteLexeme, tagLexeme } from './note-words.ts';

export interface QueryParts {
  terms: readonly Term[];
  /** Of the names in `person:`, the ids of those who are called so. */
  people: ReadonlyMap<string, readonly string[]>;
  /** Words that may be meant by one that is perhaps mistyped. */
  similar?: ReadonlyMap<string, readonly string[]>;
}

export interface TsQueries {
  /** Everything; null: nothing was asked for. */
  all: string | null;
  /** Words only: what ranks. Null: there are none. */
  words: string | null;
  /** What titles are asked for: all but words that are left out. Those are looked for in the text, too. */
  titles: string | null;
  /** `all` asks for more than `titles`. */
  isMore: boolean;
  /** Words have to follow one another, also pairs of letters. */
  isPhrase: boolean;
  /**
   * Whether titles are worth being asked for by themselves. One or two letters begin the words of nearly every title: of
   * these, those of the newest notes do.
   */
  isForTitles: boolean;
}

export function tsQueries({ terms, people, similar = new Map() }: QueryParts): TsQueries {
  const isRanking = (term: Term) => term.kind === 'words' && !term.isNegated;
  const texts = terms.map((term) => [term, termText(term, people, similar)] as const);
  return {
    all: and(texts.map(([term, text]) => signed(term, text))),
    words: and(texts.filter(([term]) => isRanking(term)).map(([, text]) => text)),
    titles: and(texts.filter(([term]) => !isLeftOut(term)).map(([term, text]) => signed(term, text))),
    isMore: terms.some(isLeftOut),
    isPhrase: terms.some((term) => term.kind === 'words' && term.words.length > 1),
    isForTitles: terms.some((term) => isRanking(term) && !isBeginningOnly(term)),
  };
}

function isLeftOut(term: Term): boolean {
  return term.kind === 'words' && term.isNegated;
}

function signed({ isNegated }: Term, text: string): string {
  return isNegated ? `!(${text})` : text;
}

function isBeginningOnly(term: Term): boolean {
  if (term.kind !== 'words' || !term.isPrefix) return false;
  const [word = ''] = term.words;
  return term.words.length === 1 && word.length <= 2 && !isPair(word);
}

export function and(texts: readonly (string | null)[]): string | null {
  const given = texts.filter((text) => text !== null);
  return given.length === 0 ? null : given.map((text) => `(${text})`).join(' & ');
}

function termText(
  term: Term,
  people: QueryParts['people'],
  similar: ReadonlyMap<string, readonly string[]>,
): string {
  if (term.kind === 'words') return wordsText(term, similar);
  if (term.kind === 'tag') return quoteLexeme(tagLexeme(term.name));
  const ids = people.get(term.name) ?? [];
  // Nobody is called so, so nothing is theirs.
  return ids.length === 0 ? quoteLexeme('@') : ids.map((id) => quoteLexeme(personLexeme(id))).join(' | ');
}

function wordsText(
  { words, isPrefix }: Term & { kind: 'words' },
  similar: ReadonlyMap<string, readonly string[]>,
): string {
  const phrase = words
    .map((word, i) => {
      const isBeginning = (isPrefix && i === words.length - 1) || isSingleLetter(word);
      return `${quoteLexeme(word)}${isBeginning ? ':*' : ''}`;
    })
    .join(' <-> ');
  const others = words.length === 1 ? (similar.get(words[0] as string) ?? []) : [];
  return [phrase, ...others.map(quoteLexeme)].join(' | ');
}
