/** Who did what, in words. */
import type { Notification } from '@scriptorium/shared/api/notifications.ts';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';

const named_max = 2;

/** `Ada`, `Ada and Bob`, `Ada, Bob and 2 others`. */
export function namesOf(people: readonly { name: string }[]): string {
  if (people.length === 0) return t('notifications.somebody');
  const names = people.map(({ name }) => name);
  const rest = names.length - named_max;
  const shown = rest > 0 ? [...names.slice(0, named_max), t('notifications.others', { count: rest })] : names;
  return new Intl.ListFormat(currentLanguage()).format(shown);
}

export function sentenceOf({ kind, people }: Pick<Notification, 'kind' | 'people'>): string {
  return t(`notifications.did.${kind}`, { who: namesOf(people) });
}

/** Of a change one wants to see what it was, and of a comment the thread. */
export function placeOf({ kind, note, thread_id }: Notification): string {
  const path = `/notes/${note.id}`;
  if (kind === 'change') return `${path}/history?since=visit`;
  return thread_id === null ? path : `${path}?thread=${thread_id}`;
}
