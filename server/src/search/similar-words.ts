/** What somebody may have meant: words of notes with a letter more, less, other, or two in the other order (S4). */
import type { Term } from '@scriptorium/shared/search/parse-query.ts';
import { isPair } from '@scriptorium/shared/search/words.ts';
import type { Tx } from '../platform/db.ts';

/** In shorter words, nearly everything is a letter away from something else. */
const word_length_min = 4;
/** Words that are this long may be off by two. */
const long_word_length = 8;
/** `serach` and `search` share three of eleven trigrams. */
const similarity_min = 0.2;
const candidates_max = 300;
const similar_max = 6;
/** Of one query; more words than these were hardly all mistyped. */
const corrected_words_max = 6;

/** @returns by the word that was typed; a word without any is not in it */
export async function findSimilarWords(tx: Tx, terms: readonly Term[]): Promise<Map<string, string[]>> {
  const typed = terms.filter(isCorrectable).map(({ words }) => words[0] as string);
  const similar = new Map<string, string[]>();
  if (typed.length === 0) return similar;
  await tx.query(`set local pg_trgm.similarity_threshold = ${similarity_min}`);
  for (const word of typed.slice(0, corrected_words_max)) {
    const allowed = distanceMax(word);
    const { rows } = await tx.query<{ word: string }>(
      `select word from search_words where word % $1 and length(word) between $2 and $3
       order by similarity(word, $1) desc, word limit $4`,
      [word, word.length - allowed, word.length + allowed, candidates_max],
    );
    const near = rows
      .map((row) => ({ word: row.word, distance: distance(word, row.word) }))
      .filter((each) => each.distance > 0 && each.distance <= allowed)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, similar_max);
    if (near.length > 0)
      similar.set(
        word,
        near.map((each) => each.word),
      );
  }
  return similar;
}

function isCorrectable(term: Term): term is Term & { kind: 'words' } {
  if (term.kind !== 'words' || term.isNegated || term.isQuoted || term.words.length > 1) return false;
  const word = term.words[0] as string;
  return word.length >= word_length_min && /^\p{L}+$/u.test(word) && !isPair(word);
}

function distanceMax(word: string): number {
  return word.length >= long_word_length ? 2 : 1;
}

/** Damerau and Levenshtein's, of what is typed: letters added, left out, mistaken, or exchanged with their neighbour. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
