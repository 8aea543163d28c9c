/**
 * What somebody typed into a search field, as terms that all have to hold:
 *
 *   word          a word, in any order; the last one, while it is typed, is the beginning of one
 *   "two words"   these words, one after the other
 *   -word         not in it; before "…", tag: and person:, too
 *   tag:work      has the tag; tag:"to do"
 *   person:ada    written by, or names, somebody called so; person:"Ada L"
 *
 * Whatever else there is, is read as words: there is nothing that one could get wrong.
 */
import { words } from './words.ts';

export type Term =
  /** Words that follow one another: of a phrase, of a word that is several (`pg_trgm`), of one in a script without spaces. */
  | {
      kind: 'words';
      words: string[];
      isNegated: boolean;
      /** The last of the words is the beginning of one. */
      isPrefix: boolean;
      /** In quotation marks: as it stands there, not something similar. */
      isQuoted: boolean;
    }
  | { kind: 'tag' | 'person'; name: string; isNegated: boolean };

export const query_length_max = 300;
/** Beyond it, terms are not looked at. */
export const terms_max = 16;
/** Of one term. */
const phrase_words_max = 32;

const token = /(-?)(?:(tag|person):)?(?:"([^"]*)("?)|(\S+))/giu;

export function parseQuery(query: string): Term[] {
  const text = query.slice(0, query_length_max).replaceAll(/[“”„«»]/g, '"');
  const terms: Term[] = [];
  for (const match of text.matchAll(token)) {
    if (terms.length === terms_max) break;
    const isLast = match.index + match[0].length === text.length;
    const term = readTerm(match, isLast);
    if (term) terms.push(term);
  }
  return terms;
}

function readTerm(match: RegExpExecArray, isLast: boolean): Term | null {
  const [, minus, field, quoted, end, bare] = match;
  const isNegated = minus === '-';
  const isOpen = isLast && (quoted === undefined || end === '');
  const said = quoted ?? bare ?? '';
  if (field) {
    const name = said.trim();
    return name === '' ? null : { kind: field.toLowerCase() as 'tag' | 'person', name, isNegated };
  }
  const found = wordsOf(said);
  if (found.length === 0) return null;
  const isQuoted = quoted !== undefined;
  return { kind: 'words', words: found, isNegated, isPrefix: isOpen && !isNegated, isQuoted };
}

/** A last letter by itself is there for texts: after the pair that ends with it, it says nothing more. */
function wordsOf(said: string): string[] {
  return [...words(said)]
    .filter(({ isTail }) => !isTail)
    .slice(0, phrase_words_max)
    .map(({ word }) => word);
}
