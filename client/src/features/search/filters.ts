/** What the page for finding notes is asked for. It is in its address, so that a search can be kept and come back to. */
import type { Question } from './use-text-search.ts';

export const since = ['ever', 'week', 'month', 'year'] as const;
export type Since = (typeof since)[number];

export interface Filters {
  q: string;
  /** Empty, like the others: any. */
  tag: string;
  /** An id. */
  person: string;
  since: Since;
  /** `trash`, or the id of a note: its tree. */
  where: string;
}

const days: Record<Exclude<Since, 'ever'>, number> = { week: 7, month: 30, year: 365 };

export function readFilters(address: URLSearchParams): Filters {
  const get = (name: string) => address.get(name) ?? '';
  return {
    q: get('q'),
    tag: get('tag'),
    person: get('person'),
    since: since.find((value) => value === get('since')) ?? 'ever',
    where: get('where'),
  };
}

/** Leaves the rest of the address as it is. */
export function writeFilters(address: URLSearchParams, filters: Filters): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const [name, value] of Object.entries(filters)) {
    if (value === '' || value === 'ever') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** @returns null when nothing is looked for yet */
export function questionOf({ q, tag, person, since, where }: Filters, now = Date.now()): Question | null {
  const question: Question = { q: q.trimStart() };
  if (tag) question.tag = tag;
  if (person) question.person = person;
  // The beginning of the day: the same question, however often it is asked.
  if (since !== 'ever') {
    question.from = `${new Date(now - days[since] * 86_400_000).toISOString().slice(0, 10)}T00:00:00.000Z`;
  }
  if (where === 'trash') question.trash = 'true';
  else if (where) question.in = where;
  return q.trim() === '' && Object.keys(question).length === 1 ? null : { ...question, limit: '50' };
}
