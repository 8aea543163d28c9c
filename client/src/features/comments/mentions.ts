/** People who are named in what somebody types: `@` and the beginning of a name. Pure. */
import { type CommentMention, mentions_per_comment_max } from '@scriptorium/shared/api/comments.ts';
import type { Named } from './comments-context.ts';

export interface MentionQuery {
  /** Of the `@`, and behind what was typed of the name. */
  from: number;
  to: number;
  query: string;
}

/** What is being typed at the caret; null: no name. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const match = /(?:^|[\s([])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,30}(?: [\p{L}\p{N}]{1,30})?)?$/u.exec(
    text.slice(0, caret),
  );
  if (!match) return null;
  const query = match[1] ?? '';
  return { from: caret - query.length - 1, to: caret, query };
}

const shown_max = 6;

/** Those whose name, or a word of it, begins so. */
export function matching(people: readonly Named[], query: string): Named[] {
  const wanted = query.toLocaleLowerCase();
  const begins = ({ name }: Named) => {
    const lower = name.toLocaleLowerCase();
    return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted));
  };
  return people.filter(begins).slice(0, shown_max);
}

/** Whoever is named in a text with an @. Of people with one name those count that were chosen. */
export function mentionsIn(
  text: string,
  chosen: readonly CommentMention[],
  people: readonly Named[],
): CommentMention[] {
  const named = new Map<string, CommentMention>();
  for (const { id, name } of [...chosen, ...people]) {
    const isNamed = name !== '' && text.includes(`@${name}`);
    const isTaken = [...named.values()].some(
      (each) => each.name === name && !chosen.some((c) => c.id === id),
    );
    if (isNamed && !isTaken) named.set(id, { id, name: name.slice(0, 100) });
  }
  return [...named.values()].slice(0, mentions_per_comment_max);
}

export type TextPart = { kind: 'text' | 'link' | 'mention'; text: string };

/** What is said, in parts that are drawn differently. */
export function partsOf(text: string, mentions: readonly { name: string }[]): TextPart[] {
  const names = mentions.map(({ name }) => escaped(`@${name}`)).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(https?://[^\\s<>"]+[^\\s<>".,;:!?)\\]'])${names.map((name) => `|${name}`).join('')}`,
    'gu',
  );
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    parts.push({ kind: match[1] ? 'link' : 'mention', text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
