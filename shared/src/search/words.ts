/**
 * The words of a text as search knows them, on the server as on a device.
 *
 *   folded   without case and accents: `Übung` is `ubung`, `Straße` is `strasse`
 *   words    runs of letters and digits: `pg_trgm` is two of them
 *   scripts  that put no spaces between words (Chinese, Japanese, Thai …), and Korean with its endings: each two letters
 *            that stand together are a word, and the last letter by itself, so that every letter begins one
 */

export interface Word {
  /** Folded. */
  word: string;
  /** Where it is in the text, in UTF-16 units. */
  from: number;
  to: number;
  /** The last letter of the pair before it, once more. */
  isTail?: boolean;
}

/** What is longer is no word that anybody looks for. */
const word_length_max = 64;

/** Accents of Latin, Greek and Cyrillic, vowel signs of Hebrew and Arabic. Signs of other scripts are letters to their readers. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
const ligatures: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' },
};
const ligature = /[ßæœøđðłþı]/g;

/** Not the same length as the text: `words` says where a word is. */
export function fold(text: string): string {
  // Most text is ASCII, most of the time.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(ligature, (letter) => ligatures[letter] ?? letter);
}

const run = /[\p{L}\p{N}\p{M}]+/gu;
/** What some signs fold to besides their letters: U+FE7E is a space and a mark, `⑴` has brackets. */
const no_letters = /[^\p{L}\p{N}\p{M}]+/gu;
const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]+/gu;

/** In the order of the text. */
export function* words(text: string): Generator<Word> {
  for (const { 0: letters, index } of text.matchAll(run)) {
    let at = 0;
    for (const { 0: part, index: begin } of letters.matchAll(dense)) {
      if (begin > at) yield* wholeWord(letters.slice(at, begin), index + at);
      yield* pairs(part, index + begin);
      at = begin + part.length;
    }
    if (at < letters.length) yield* wholeWord(letters.slice(at), index + at);
  }
}

/** Whether it is from a script without spaces, so a piece of a word. */
export function isPair(word: string): boolean {
  return word.search(dense) === 0;
}

function foldWord(letters: string): string {
  return fold(letters).replaceAll(no_letters, '');
}

function* wholeWord(letters: string, from: number): Generator<Word> {
  const word = foldWord(letters).slice(0, word_length_max).toWellFormed();
  // Marks without a letter fold to nothing.
  if (word !== '') yield { word, from, to: from + letters.length };
}

function* pairs(part: string, from: number): Generator<Word> {
  let at = from;
  let before: { letter: string; at: number } | null = null;
  for (const letter of part) {
    if (before) yield { word: foldWord(before.letter + letter), from: before.at, to: at + letter.length };
    before = { letter, at };
    at += letter.length;
  }
  if (before) yield { word: foldWord(before.letter), from: before.at, to: at, isTail: before.at > from };
}
