/**
 * Finds what somebody means by a few letters: `shwa` in “The Shape of Water”, `ubung` in “Übung”. Case and accents do
 * not count. Every word of the query has to be there, in any order.
 *
 * Better is, in this order: the beginning of the text, the beginning of a word, inside a word, letters scattered in
 * their order with as few gaps as possible; and among equals the shorter text.
 */

export interface Match {
  /** Higher is better. */
  score: number;
  /** Where the letters are, as indexes of code units: for marking them. Sorted, without overlaps. */
  ranges: [from: number, to: number][];
}

/** Letters without case and accents, each with its place in the text. */
interface Folded {
  letters: string;
  at: number[];
}

/** @returns null when a word of the query is not there; an empty query matches everything alike */
export function fuzzyMatch(query: string, text: string): Match | null {
  const words = fold(query).letters.split(/\s+/u).filter(Boolean);
  const folded = fold(text);
  const found = new Set<number>();
  let score = 0;
  for (const word of words) {
    const match = matchWord(word, folded.letters);
    if (!match) return null;
    score += match.score;
    for (const place of match.places) found.add(place);
  }
  return { score: score - folded.letters.length / 1000, ranges: rangesOf(found, folded, text.length) };
}

function matchWord(word: string, letters: string): { score: number; places: number[] } | null {
  const whole = bestPlace(word, letters);
  if (whole) {
    return { score: whole.score, places: [...word].map((_, i) => whole.at + i) };
  }
  // A typing hand leaves letters out; one letter alone would be found nearly everywhere.
  return word.length < 2 ? null : scattered(word, letters);
}

/** Where the word stands as it is: best at the very beginning, else at the beginning of a word. */
function bestPlace(word: string, letters: string): { at: number; score: number } | null {
  const first = letters.indexOf(word);
  if (first < 0) return null;
  if (first === 0) return { at: 0, score: 100 };
  for (let at = first; at >= 0; at = letters.indexOf(word, at + 1)) {
    if (isWordStart(letters, at)) return { at, score: 80 };
  }
  return { at: first, score: 50 };
}

/** Begins at the beginning of a word, and goes on with the nearest letter each time. */
function scattered(word: string, letters: string): { score: number; places: number[] } | null {
  for (
    let start = letters.indexOf(word[0] ?? '');
    start >= 0;
    start = letters.indexOf(word[0] ?? '', start + 1)
  ) {
    if (!isWordStart(letters, start)) continue;
    const places = [start];
    for (const letter of word.slice(1)) {
      const next = letters.indexOf(letter, (places.at(-1) ?? 0) + 1);
      if (next < 0) return null;
      places.push(next);
    }
    const gaps = (places.at(-1) ?? 0) - start + 1 - word.length;
    return { score: Math.max(1, 30 - gaps), places };
  }
  return null;
}

function isWordStart(letters: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1] ?? '');
}

function fold(text: string): Folded {
  let letters = '';
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    for (let i = 0; i < plain.length; i++) at.push(index);
    letters += plain;
    index += character.length;
  }
  return { letters, at };
}

function rangesOf(places: Set<number>, { at }: Folded, length: number): [number, number][] {
  const ranges: [number, number][] = [];
  for (const place of [...places].sort((a, b) => a - b)) {
    const from = at[place] ?? 0;
    const to = at.find((index, i) => i > place && index > from) ?? length;
    const last = ranges.at(-1);
    if (last && last[1] >= from) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}
