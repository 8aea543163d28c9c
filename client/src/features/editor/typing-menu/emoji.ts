/** Emoji and their names in the person's language, and in English, which everybody knows the short ones of. */
import type { Language } from '../../../lib/i18n/i18n.ts';

export interface Emoji {
  character: string;
  /** The first is what it is called. */
  names: string[];
}

interface Entry {
  hexcode: string;
  label: string;
  unicode: string;
  order?: number;
  tags?: string[];
}

const loaders: Record<Language, () => Promise<{ default: Entry[] }>> = {
  en: () => import('emojibase-data/en/compact.json'),
  de: () => import('emojibase-data/de/compact.json'),
};
const loadShortNames = () => import('emojibase-data/en/shortcodes/github.json');

const loaded = new Map<Language, Promise<Emoji[]>>();

export function loadEmoji(language: Language): Promise<Emoji[]> {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const loading = load(language);
  loaded.set(language, loading);
  // Without a network it is tried again.
  loading.catch(() => loaded.delete(language));
  return loading;
}

async function load(language: Language): Promise<Emoji[]> {
  const [{ default: entries }, { default: short }] = await Promise.all([
    loaders[language](),
    loadShortNames(),
  ]);
  const codes = short as Record<string, string | string[]>;
  return entries
    .filter((entry) => entry.order !== undefined)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ unicode, label, tags = [], hexcode }) => ({
      character: unicode,
      names: [label, ...tags, ...[codes[hexcode] ?? []].flat()],
    }));
}
