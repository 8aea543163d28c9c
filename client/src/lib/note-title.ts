import { t } from './i18n/i18n.ts';

/** What a list shows for a title: its leading emoji as the icon, and words where there are none. */
export interface TitleParts {
  emoji: string | null;
  text: string;
}

const leadingEmoji = /^(\p{RGI_Emoji})\s*/v;

export function titleParts(title: string): TitleParts {
  const trimmed = title.replace(/\s+/gu, ' ').trim();
  const emoji = leadingEmoji.exec(trimmed);
  if (!emoji) return { emoji: null, text: trimmed || t('notes.untitled') };
  return { emoji: emoji[1] ?? null, text: trimmed.slice(emoji[0].length) || t('notes.untitled') };
}
