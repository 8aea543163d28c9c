/** One or two letters for an avatar: `Ada Lovelace` → `AL`. Counts what a reader calls a character, not code units. */
export function initials(name: string): string {
  // What is in brackets is no name: `Mia (guest)`.
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => word && !word.startsWith('('));
  const first = firstCharacter(words[0] ?? '');
  const last = words.length > 1 ? firstCharacter(words.at(-1) ?? '') : '';
  return (first + last).toLocaleUpperCase() || '?';
}

function firstCharacter(word: string): string {
  return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)][0]?.segment ?? '';
}
