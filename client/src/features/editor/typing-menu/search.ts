/** Which of many things fit what was typed: those that begin with it first, then those with a word that does. */
export function searchBy<Item>(
  items: readonly Item[],
  query: string,
  namesOf: (item: Item) => string[],
): Item[] {
  const wanted = fold(query);
  if (!wanted) return [...items];
  const ranked = items.flatMap((item) => {
    const ranks = namesOf(item).map((name, i) => rank(fold(name), wanted) + (i === 0 ? 0 : 0.5));
    const best = Math.min(...ranks);
    return Number.isFinite(best) ? [{ item, best }] : [];
  });
  return ranked.sort((a, b) => a.best - b.best).map(({ item }) => item);
}

function rank(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s_-]+/).some((word) => word.startsWith(wanted))) return 1;
  return name.includes(wanted) && wanted.length > 1 ? 2 : Number.POSITIVE_INFINITY;
}

/** Upper case and accents make no difference. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
