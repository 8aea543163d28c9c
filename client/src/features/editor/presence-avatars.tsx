import type { PresenceUser } from '@scriptorium/shared/protocol/awareness.ts';
import { useEffect, useState } from 'react';
import type { OpenNote } from '../../sync/open-note.ts';
import { watchPresence } from '../../sync/presence.ts';
import { Avatar } from '../../ui/avatar.tsx';
import styles from './presence-avatars.module.css';

const shown_max = 4;

export function PresenceAvatars({ note, ownId }: { note: OpenNote; ownId: string }) {
  const [people, setPeople] = useState<PresenceUser[]>([]);
  useEffect(() => watchPresence(note.awareness, ownId, setPeople), [note, ownId]);
  if (people.length === 0) return null;
  const rest = people.slice(shown_max);
  const names = rest.map((person) => person.name).join(', ');
  return (
    <ul className={styles.people} aria-label="Also here">
      {people.slice(0, shown_max).map((person) => (
        <li key={person.id}>
          <Avatar name={person.name} color={person.color} />
        </li>
      ))}
      {rest.length > 0 && (
        <li className={styles.rest} data-tooltip={names}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="visually-hidden">{names}</span>
        </li>
      )}
    </ul>
  );
}
