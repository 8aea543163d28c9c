/** Whether a note is what a query asks for, as the server would say it (S1); who wrote it is not known here. */
import { tagKey } from '@scriptorium/shared/api/notes.ts';
import type { Term } from '@scriptorium/shared/search/parse-query.ts';
import { isSingleLetter } from '@scriptorium/shared/search/snippet.ts';
import { fold, words } from '@scriptorium/shared/search/words.ts';

export interface IndexedText {
  title: string;
  body: string;
  /** Words in their order, as one text with a space before and after each: a phrase is a part of it. */
  titleWords: string;
  bodyWords: string;
}

export function indexText(title: string, body: string): IndexedText {
  return { title, body, titleWords: wordsOf(title), bodyWords: wordsOf(body) };
}

/** @returns 'title' when all words are in the title; null when it is not a match */
export function matches(
  terms: readonly Term[],
  { titleWords, bodyWords }: IndexedText,
  tags: readonly string[],
): 'title' | 'text' | null {
  const tagWords = tags.map(wordsOf);
  const holds = (term: Term) =>
    hasTerm(term, titleWords, tags) ||
    hasTerm(term, bodyWords, tags) ||
    tagWords.some((each) => hasTerm(term, each, tags));
  if (!terms.every((term) => holds(term) !== term.isNegated)) return null;
  const isInTitle = terms.every((term) => term.isNegated || hasTerm(term, titleWords, tags));
  return isInTitle ? 'title' : 'text';
}

function hasTerm(term: Term, text: string, tags: readonly string[]): boolean {
  if (term.kind !== 'words') {
    return term.kind === 'tag' && tags.some((tag) => fold(tagKey(tag)) === fold(tagKey(term.name)));
  }
  const last = term.words.at(-1) as string;
  const isBeginning = term.isPrefix || isSingleLetter(last);
  return text.includes(` ${term.words.join('  ')}${isBeginning ? '' : ' '}`);
}

function wordsOf(text: string): string {
  let list = '';
  let tail = '';
  for (const { word, isTail } of words(text)) {
    // The last letter of a run stands beside the run, not in it.
    if (isTail) tail += ` ${word} `;
    else list += ` ${word} `;
  }
  return `${list}\n${tail}`;
}
