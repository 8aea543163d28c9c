/** The place of a text where most of what was looked for stands, and what of it is to be marked. */
import { isPair, type Word, words } from './words.ts';
import type { Term } from './parse-query.ts';

/** Of code units: from, and up to but not with. In order, without overlaps. */
export type Ranges = [from: number, to: number][];

export interface Snippet {
  /** Plain text, on one line. */
  text: string;
  marks: Ranges;
}

/** Whether a word of a text is one that was looked for. */
export type IsSought = (word: string) => boolean;

/** @param similar words that stand in for mistyped ones */
export function soughtBy(terms: readonly Term[], similar: Iterable<string> = []): IsSought {
  const whole = new Set(similar);
  const beginnings: string[] = [];
  for (const term of terms) {
    if (term.kind !== 'words' || term.isNegated) continue;
    for (const [i, word] of term.words.entries()) {
      const isBeginning = (term.isPrefix && i === term.words.length - 1) || isSingleLetter(word);
      if (isBeginning) beginnings.push(word);
      else whole.add(word);
    }
  }
  return (word) => whole.has(word) || beginnings.some((beginning) => word.startsWith(beginning));
}

/** In a script without spaces one letter is the beginning of pairs. */
export function isSingleLetter(word: string): boolean {
  return isPair(word) && [...word].length === 1;
}

export function marksOf(text: string, isSought: IsSought): Ranges {
  return join([...words(text)].filter(({ word }) => isSought(word)));
}

/** Characters of a snippet, about. */
const length = 180;
const before = 40;

/** @param text in which to look; bound it: every word of it is looked at */
export function snippetOf(text: string, isSought: IsSought): Snippet {
  const found = [...words(text)].filter(({ word }) => isSought(word));
  const first = bestOf(found);
  const from = first ? beginningOf(text, first.from) : 0;
  const to = endOf(text, from + length);
  const shown = join(found.filter((word) => word.from >= from && word.to <= to));
  // One character for another: the marks stay where they are.
  const line = text.slice(from, to).replaceAll(/\s/g, ' ');
  const left = from > 0 ? '… ' : '';
  const shift = left.length - from;
  return {
    text: `${left}${line}${to < text.length ? ' …' : ''}`,
    marks: shown.map(([a, b]) => [a + shift, b + shift]),
  };
}

/** Where the most different words stand together. */
function bestOf(found: readonly Word[]): Word | undefined {
  let best: Word | undefined;
  let most = 0;
  for (const [i, first] of found.entries()) {
    const near = new Set<string>();
    for (let j = i; j < found.length; j++) {
      const other = found[j] as Word;
      if (other.to - first.from > length - before) break;
      near.add(other.word);
    }
    if (near.size > most) [best, most] = [first, near.size];
  }
  return best;
}

/** Some words before it; not from the middle of one where that can be helped. */
function beginningOf(text: string, at: number): number {
  const from = at - before;
  if (from <= 0) return 0;
  const space = text.slice(from, at).search(/\s\S/);
  return space === -1 ? wellFormed(text, from) : from + space + 1;
}

function endOf(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(at - 30, at).search(/\s\S*$/);
  return space === -1 ? wellFormed(text, at) : at - 30 + space;
}

/** Not between the two halves of a character. */
function wellFormed(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) ? at - 1 : at;
}

function join(found: readonly Word[]): Ranges {
  const ranges: Ranges = [];
  for (const { from, to } of found) {
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}
