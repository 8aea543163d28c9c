/** What a list shows for a title: its leading emoji as the icon, and words where there are none. */
export interface TitleParts {
  emoji: string | null;
  text: string;
}

const untitled = 'Untitled';

const leadingEmoji = /^(\p{RGI_Emoji})\s*/v;

export function titleParts(title: string): TitleParts {
  const trimmed = title.replace(/\s+/gu, ' ').trim();
  const emoji = leadingEmoji.exec(trimmed);
  if (!emoji) return { emoji: null, text: trimmed || untitled };
  return { emoji: emoji[1] ?? null, text: trimmed.slice(emoji[0].length) || untitled };
}
