/** What is looked for, and where it is in a text. Pure; a pattern runs in a worker (`pattern-search.ts`). */
export interface FindQuery {
  text: string;
  matchesCase: boolean;
  wholeWords: boolean;
  /** `text` is a regular expression. */
  isPattern: boolean;
}

/** UTF-16 units from the start of the text. `insert` is there when a replacement was asked for. */
export interface Hit {
  from: number;
  to: number;
  insert?: string;
}

export const hits_max = 10_000;
/** Stands for what is no text: a mention, a formula. Nothing that holds one is found: replacing would delete it. */
export const atom_character = '\ufffc';

const letter = '[\\p{L}\\p{N}\\p{M}_]';

/** `null` for a pattern that is none, and for an empty text. */
export function compileQuery({ text, matchesCase, wholeWords, isPattern }: FindQuery): RegExp | null {
  if (text === '') return null;
  const source = isPattern ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const flags = matchesCase ? 'gmu' : 'gimu';
  try {
    // By itself first: `a)(b` must not become a pattern by what is put around it.
    const alone = new RegExp(source, flags);
    return wholeWords ? new RegExp(`(?<!${letter})(?:${source})(?!${letter})`, flags) : alone;
  } catch {
    return null;
  }
}

/** @param replacement with `$1`, `$&` and `$<name>` where the query is a pattern */
export function searchText(
  text: string,
  pattern: RegExp,
  replacement?: (match: RegExpExecArray) => string,
): Hit[] {
  const hits: Hit[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match && hits.length < hits_max; match = pattern.exec(text)) {
    const [found] = match;
    // With nothing found the pattern would stay where it is for ever.
    if (found === '') pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
    else if (!found.includes(atom_character)) {
      const hit: Hit = { from: match.index, to: match.index + found.length };
      if (replacement) hit.insert = replacement(match);
      hits.push(hit);
    }
  }
  return hits;
}

/** What takes the place of a match: as typed, or with the pattern's groups filled in. */
export function replacementFor(query: FindQuery, template: string): (match: RegExpExecArray) => string {
  if (!query.isPattern) return () => template;
  return (match) =>
    template.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g, (whole, dollar, all, number, name) => {
      if (dollar) return '$';
      if (all) return match[0];
      if (name !== undefined) return match.groups?.[name] ?? '';
      const index = Number(number);
      return index >= 1 && index < match.length ? (match[index] ?? '') : whole;
    });
}
