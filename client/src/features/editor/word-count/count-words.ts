export interface TextSize {
  words: number;
  /** As a person counts them: an emoji is one. */
  characters: number;
  /** To read it, at least one. */
  minutes: number;
}

/** Of silent readers of non-fiction: Brysbaert, How many words do we read per minute? (2019). */
const words_per_minute = 238;

/**
 * @param lines one a block: words do not go over its end
 * @param locale decides where words end in scripts that do not say so
 */
export function countWords(lines: readonly string[], locale: string): TextSize {
  const wordsOf = new Intl.Segmenter(locale, { granularity: 'word' });
  const lettersOf = new Intl.Segmenter(locale, { granularity: 'grapheme' });
  let words = 0;
  let characters = 0;
  for (const line of lines) {
    for (const { isWordLike } of wordsOf.segment(line)) if (isWordLike) words += 1;
    characters += isPlain(line) ? line.length : [...lettersOf.segment(line)].length;
  }
  return { words, characters, minutes: Math.max(1, Math.round(words / words_per_minute)) };
}

/** Latin text, where each unit is a character: most text, and counting it is free. */
function isPlain(line: string): boolean {
  return /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff]*$/.test(line);
}
