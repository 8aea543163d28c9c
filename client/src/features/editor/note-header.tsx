import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { useTitle } from '../../lib/live-titles.ts';
import { titleParts } from '../../lib/note-title.ts';
import type { Account } from '../../sync/account/account.ts';
import type { Documents } from '../../sync/documents.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import type { Follow } from './follow/use-follow.ts';
import styles from './note-header.module.css';
import { PresenceAvatars } from './presence-avatars.tsx';
import { SyncBadge } from './sync-badge.tsx';

interface NoteHeaderProps {
  note: OpenNote;
  noteId: string;
  account: Account;
  documents: Documents;
  person: Person;
  workspaceName: string;
  isReadOnly: boolean;
  isTrashed: boolean;
  follow: Follow;
  menu: ReactNode;
}

export function NoteHeader({
  note,
  noteId,
  account,
  documents,
  person,
  workspaceName,
  isReadOnly,
  isTrashed,
  follow,
  menu,
}: NoteHeaderProps) {
  const title = useTitle({ id: noteId, title: '' });
  return (
    <header className={`${styles.header} no-print`}>
      <div className={styles.breadcrumb}>
        {workspaceName && (
          <>
            <span className={styles.workspace}>{workspaceName}</span>
            <span className={styles.slash} aria-hidden="true">
              /
            </span>
          </>
        )}
        {/* The page's heading: the large title below is a field. */}
        <h1 className={styles.title}>{titleParts(title).text}</h1>
      </div>
      {isReadOnly && !isTrashed && <span className={styles.readOnly}>{t('editor.readOnly')}</span>}
      <SyncBadge note={note} account={account} documents={documents} />
      <PresenceAvatars note={note} ownId={person.id} follow={follow} />
      {menu}
    </header>
  );
}
