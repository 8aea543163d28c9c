import type { NoteAccess, NoteInvitation } from '@scriptorium/shared/api/note-access.ts';
import type { NoteRole } from '@scriptorium/shared/permissions.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { sendRemoval, sendShare, sendUninvite, useShareChange } from './queries.ts';
import styles from './sharing.module.css';
import { dateWords, roleChoices, roleWords, sourceWords } from './words.ts';
import { WorkspaceRow } from './workspace-row.tsx';

interface PeopleListProps {
  noteId: string;
  personId: string;
  access: NoteAccess;
}

/** Everybody who can see the note, each with why. */
export function PeopleList({ noteId, personId, access }: PeopleListProps) {
  const { people, visitors, invitations, may_share } = access;
  return (
    <ul className={styles.list}>
      {access.workspace && <WorkspaceRow noteId={noteId} access={access} workspace={access.workspace} />}
      {people.map((person) => (
        <PersonRow
          key={`${person.person_id} ${person.from?.id}`}
          noteId={noteId}
          person={person}
          isMe={person.person_id === personId}
          mayChange={may_share && person.from === null}
        />
      ))}
      {visitors.map(({ person_id, name, role, from }) => (
        <Row
          key={`${person_id} ${from?.id} ${role}`}
          id={person_id}
          name={person_id === personId ? t('sharing.you', { name }) : name}
          why={[t('sharing.byLink'), sourceWords(from)]}
        >
          <p className={styles.quiet}>{t(roleWords[role])}</p>
        </Row>
      ))}
      {invitations.map((invitation) => (
        <InvitationRow key={invitation.id} noteId={noteId} invitation={invitation} />
      ))}
    </ul>
  );
}

interface RowProps {
  id: string;
  name: string;
  why: (string | null | false)[];
  children: ReactNode;
}

function Row({ id, name, why, children }: RowProps) {
  return (
    <li className={styles.row}>
      <span aria-hidden="true">
        <Avatar name={name} color={presenceColor(id)} isSmall />
      </span>
      <div className={styles.who}>
        <p className={styles.name}>{name}</p>
        <p className={styles.quiet}>{why.filter(Boolean).join(' · ')}</p>
      </div>
      {children}
    </li>
  );
}

interface PersonRowProps {
  noteId: string;
  person: NoteAccess['people'][number];
  isMe: boolean;
  mayChange: boolean;
}

function PersonRow({ noteId, person, isMe, mayChange }: PersonRowProps) {
  const { person_id, name, email, role, with_below, from } = person;
  const change = useShareChange((to: NoteRole) =>
    sendShare(noteId, { email: email ?? '', role: to, with_below }),
  );
  const remove = useShareChange(() => sendRemoval(noteId, person_id));
  const removed = () => showToast(t('sharing.removed', { name }));
  const choices = [...roleChoices(), { value: 'remove', label: t('sharing.removeChoice') }];
  const why = [email, from ? sourceWords(from) : with_below && t('sharing.withBelow')];
  return (
    <Row id={person_id} name={isMe ? t('sharing.you', { name }) : name} why={why}>
      {mayChange && email ? (
        <SelectField
          label={t('sharing.roleOf', { name })}
          isLabelHidden
          choices={choices}
          value={change.isPending ? change.variables : role}
          disabled={remove.isPending}
          onChoose={(to) => {
            if (to === 'remove') remove.mutateAsync(undefined).then(removed, () => undefined);
            else change.mutate(to as NoteRole);
          }}
        />
      ) : (
        <p className={styles.quiet}>{t(roleWords[role])}</p>
      )}
    </Row>
  );
}

function InvitationRow({ noteId, invitation }: { noteId: string; invitation: NoteInvitation }) {
  const { id, email, role, expires_at, with_below, url } = invitation;
  const revoke = useShareChange(() => sendUninvite(noteId, id));
  const date = dateWords(expires_at);
  const why = [t('sharing.invited', { date }), t(roleWords[role]), with_below && t('sharing.withBelow')];
  return (
    <Row id={id} name={email} why={why}>
      <div className={styles.tools}>
        <Button
          kind="plain"
          aria-label={t('sharing.copyNamed', { what: email })}
          onClick={() => void copyText(url, t('sharing.copied'))}
        >
          {t('sharing.copy')}
        </Button>
        <Button
          kind="plain"
          disabled={revoke.isPending}
          aria-label={t('sharing.revokeNamed', { what: email })}
          onClick={() => revoke.mutate(undefined)}
        >
          {t('sharing.revoke')}
        </Button>
      </div>
    </Row>
  );
}
