/** Who else is here. A click follows that person to where they write; who is not looking is drawn faint. */
import { useEffect, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import { type PresentPerson, watchPresence } from '../../sync/presence.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { Follow } from './follow/use-follow.ts';
import styles from './presence-avatars.module.css';

const shown_max = 4;

export function PresenceAvatars({ note, ownId, follow }: { note: OpenNote; ownId: string; follow: Follow }) {
  const [people, setPeople] = useState<PresentPerson[]>([]);
  useEffect(() => watchPresence(note.awareness, ownId, setPeople), [note, ownId]);
  if (people.length === 0) return null;
  // One more costs no more room than "+1".
  const shown = people.length === shown_max + 1 ? people.length : shown_max;
  return (
    <ul className={styles.people} aria-label={t('presence.here')}>
      {people.slice(0, shown).map((person) => (
        <li key={person.id}>
          <button
            type="button"
            className={styles.person}
            aria-label={t('presence.follow', { name: nameOf(person) })}
            aria-pressed={follow.person?.id === person.id}
            data-follow
            onClick={() => follow.toggle(person)}
          >
            <Avatar name={person.name} label={nameOf(person)} color={person.color} isFaint={person.isIdle} />
          </button>
        </li>
      ))}
      {people.length > shown && (
        <li>
          <Rest people={people.slice(shown)} follow={follow} />
        </li>
      )}
    </ul>
  );
}

function Rest({ people, follow }: { people: PresentPerson[]; follow: Follow }) {
  const label = t('presence.more', { count: people.length });
  const items = people.map((person) => ({
    kind: 'choice' as const,
    label: nameOf(person),
    icon: <Avatar name={person.name} color={person.color} isFaint={person.isIdle} isSmall />,
    isChosen: follow.person?.id === person.id,
    run: () => follow.toggle(person),
  }));
  return (
    <Menu
      label={label}
      groups={[{ items }]}
      trigger={(props) => (
        <button type="button" className={styles.rest} aria-label={label} data-tooltip={label} {...props}>
          +{people.length}
        </button>
      )}
    />
  );
}

function nameOf({ name, isIdle }: PresentPerson): string {
  return isIdle ? t('presence.idle', { name }) : name;
}
