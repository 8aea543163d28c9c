/** The entries of a timeline, from the newest to the oldest, as the server has them. */
import type { HistoryEntry } from '@scriptorium/shared/api/history.ts';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';

export type Entry = HistoryEntry;

/** The sitting that a revision is in; undefined before the first. What else there is stands between or in sittings. */
export function entryAt(entries: readonly Entry[], seq: number): Entry | undefined {
  return entries.find(({ kind, from_seq }) => kind === 'sitting' && from_seq <= seq);
}

/** The end of the sitting before or after a revision; before the first there is the begin. */
export function sittingFrom(
  {
    entries,
    kept_from_seq,
    head_seq,
  }: { entries: readonly Entry[]; kept_from_seq: number; head_seq: number },
  seq: number,
  by: -1 | 1,
): number {
  const ends = entries.filter(({ kind }) => kind === 'sitting').map(({ to_seq }) => to_seq);
  if (by < 0) return ends.find((end) => end < seq) ?? kept_from_seq;
  return ends.findLast((end) => end > seq) ?? head_seq;
}

/** By the day of their end, in the person's time zone, in the same order. */
export function byDay(entries: readonly Entry[]): { day: string; entries: Entry[] }[] {
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'full' });
  const days = Map.groupBy(entries, ({ ended_at }) => format.format(new Date(ended_at)));
  return [...days].map(([day, entries]) => ({ day, entries }));
}

/** `18:20 – 18:33`; one time where both are in the same minute. */
export function timesOf({ started_at, ended_at }: Pick<Entry, 'started_at' | 'ended_at'>): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'short' });
  return format.formatRange(new Date(started_at), new Date(ended_at));
}

export function dateTime(at: string | number): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(at));
}

export function namesOf({ authors }: Pick<Entry, 'authors'>): string {
  if (authors.length === 0) return t('history.nobody');
  return new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(authors.map(nameOf));
}

/** null, the server; without a name, an account that is gone. */
export function nameOf(person: { name: string | null } | null | undefined): string {
  if (!person) return t('history.nobody');
  return person.name ?? t('history.gonePerson');
}

/** Who and when, in a line. */
export function momentOf(entry: Entry): string {
  return t('history.moment', { names: namesOf(entry), when: dateTime(entry.ended_at) });
}

/** What it is called where entries of all kinds are listed. */
export function labelOf(entry: Entry): string {
  return entry.kind === 'version' && entry.name ? entry.name : momentOf(entry);
}
