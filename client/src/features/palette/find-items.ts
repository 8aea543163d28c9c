/** What the palette lists for what was typed. */
import { fuzzyMatch, type Match } from '../../lib/fuzzy.ts';

export interface PaletteItem {
  id: string;
  label: string;
  /** Where it is or whose, small behind the label. Found by it, too, but less. */
  detail?: string | undefined;
  icon?: React.ReactNode;
  /** As it is shown, e.g. `⌘ .` */
  hotkey?: string;
  /** Of what can be opened in a tab of its own. */
  href?: string;
  run: () => void;
}

export interface PaletteSource {
  heading: string;
  items: PaletteItem[];
  /** What is listed before anything is typed, by id; none when left out. */
  atFirst?: string[];
}

export interface FoundItem extends PaletteItem {
  ranges: Match['ranges'];
  /** Where it says what was looked for, below the label. */
  snippet?: { text: string; ranges: Match['ranges'] };
}

export interface FoundGroup {
  heading: string;
  items: FoundItem[];
}

/** More than anybody reads; who does not see it types another letter. */
export const found_per_group_max = 30;

export function findItems(sources: PaletteSource[], query: string): FoundGroup[] {
  return sources
    .map(({ heading, ...source }) => ({
      heading,
      items: query.trim() === '' ? firstOf(source) : bestOf(source.items, query),
    }))
    .filter(({ items }) => items.length > 0);
}

function firstOf({ items, atFirst = [] }: Omit<PaletteSource, 'heading'>): FoundItem[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return atFirst.flatMap((id) => {
    const item = byId.get(id);
    return item ? [{ ...item, ranges: [] }] : [];
  });
}

function bestOf(items: PaletteItem[], query: string): FoundItem[] {
  const found: { item: FoundItem; score: number }[] = [];
  for (const item of items) {
    const match = fuzzyMatch(query, item.label);
    if (match) {
      found.push({ item: { ...item, ranges: match.ranges }, score: match.score });
      continue;
    }
    const byDetail = fuzzyMatch(query, `${item.label} ${item.detail ?? ''}`);
    if (byDetail) found.push({ item: { ...item, ranges: [] }, score: byDetail.score - 40 });
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, found_per_group_max)
    .map(({ item }) => item);
}
