import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import type { Sitting } from './queries.ts';

/** The one that a revision is in; undefined before the first. From the newest to the oldest, as the server has them. */
export function sittingAt(sittings: readonly Sitting[], seq: number): Sitting | undefined {
  return sittings.find(({ from_seq }) => from_seq <= seq);
}

/** By the day of their end, in the person's time zone, in the same order. */
export function byDay(sittings: readonly Sitting[]): { day: string; sittings: Sitting[] }[] {
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'full' });
  const days = Map.groupBy(sittings, ({ ended_at }) => format.format(new Date(ended_at)));
  return [...days].map(([day, sittings]) => ({ day, sittings }));
}

/** `18:20 – 18:33`; one time where both are in the same minute. */
export function timesOf({ started_at, ended_at }: Sitting): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'short' });
  return format.formatRange(new Date(started_at), new Date(ended_at));
}

export function namesOf({ authors }: Sitting): string {
  const names = authors.map(({ name }) => name ?? t('history.gonePerson'));
  if (names.length === 0) return t('history.nobody');
  return new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(names);
}

/** Who and when, in a line. */
export function momentOf(sitting: Sitting): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return t('history.moment', { names: namesOf(sitting), when: format.format(new Date(sitting.ended_at)) });
}
