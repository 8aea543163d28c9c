import type { NoteAccess } from '@scriptorium/shared/api/note-access.ts';
import { Users } from 'lucide-react';
import { t } from '../../lib/i18n/i18n.ts';
import styles from './sharing.module.css';
import { roleWords } from './words.ts';

interface WorkspaceRowProps {
  noteId: string;
  access: NoteAccess;
  workspace: NonNullable<NoteAccess['workspace']>;
}

/** Who is in the workspace, in one line; by name for whoever opens it. */
export function WorkspaceRow({ noteId, access, workspace }: WorkspaceRowProps) {
  const { name, is_personal, members } = workspace;
  const isRestricted = access.restricted_at !== null;
  const here = isRestricted ? members.filter(({ role }) => role === 'owner' || role === 'admin') : members;
  const text =
    is_personal && members.length === 1 ? t('sharing.onlyYou') : explain(noteId, access, here.length);
  return (
    <li className={styles.row}>
      <span className={styles.group} aria-hidden="true">
        <Users />
      </span>
      <div className={styles.who}>
        <p className={styles.name}>
          {t(isRestricted ? 'sharing.administrators' : 'sharing.workspace', { name })}
        </p>
        <p className={styles.quiet}>{text}</p>
        {here.length > 1 && (
          <details className={styles.members}>
            <summary>{t('sharing.members')}</summary>
            <ul>
              {here.map((member) => (
                <li key={member.person_id}>
                  {member.name} · {t(roleWords[member.role])}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function explain(noteId: string, { restricted_at }: NoteAccess, count: number): string {
  if (!restricted_at) return t('sharing.workspaceCount', { count });
  if (restricted_at.id === noteId) return t('sharing.administratorsHere');
  return restricted_at.title === null
    ? t('sharing.restrictedAbove')
    : t('sharing.restrictedFrom', { title: restricted_at.title });
}
