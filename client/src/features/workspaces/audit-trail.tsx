import type { AuditPage, workspaceAuditActions } from '@scriptorium/shared/api/audit.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { errorWords } from '../../lib/error-words.ts';
import { currentLanguage, type MessageId, t } from '../../lib/i18n/i18n.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { auditCsvUrl, auditQuery } from './queries.ts';
import styles from './workspaces.module.css';

const actionWords: Record<(typeof workspaceAuditActions)[number], MessageId> = {
  'audit:export': 'workspaces.didAuditExport',
  'history:purge': 'workspaces.didHistoryPurge',
  'invitation:accept': 'workspaces.didInvitationAccept',
  'invitation:create': 'workspaces.didInvitationCreate',
  'invitation:revoke': 'workspaces.didInvitationRevoke',
  'member:change_role': 'workspaces.didMemberChangeRole',
  'member:leave': 'workspaces.didMemberLeave',
  'member:remove': 'workspaces.didMemberRemove',
  'note:delete': 'workspaces.didNoteDelete',
  'note:invite': 'workspaces.didNoteInvite',
  'note:link_change': 'workspaces.didLinkChange',
  'note:link_create': 'workspaces.didLinkCreate',
  'note:link_revoke': 'workspaces.didLinkRevoke',
  'note:move': 'workspaces.didNoteMove',
  'note:open': 'workspaces.didNoteOpen',
  'note:restrict': 'workspaces.didNoteRestrict',
  'note:share': 'workspaces.didNoteShare',
  'note:uninvite': 'workspaces.didNoteUninvite',
  'note:unshare': 'workspaces.didNoteUnshare',
  'tag:delete': 'workspaces.didTagDelete',
  'tag:rename': 'workspaces.didTagRename',
  'workspace:create': 'workspaces.didWorkspaceCreate',
  'workspace:delete': 'workspaces.didWorkspaceDelete',
  'workspace:rename': 'workspaces.didWorkspaceRename',
  'workspace:set_history': 'workspaces.didWorkspaceSetHistory',
  'workspace:transfer': 'workspaces.didWorkspaceTransfer',
};

export function AuditTrail({ workspaceId }: { workspaceId: string }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    auditQuery(workspaceId),
  );
  if (!data) {
    if (error) return <FormNote text={errorWords(error)} />;
    return <Skeleton label={t('workspaces.auditLoading')} widths={[60, 45]} />;
  }
  return (
    <>
      <ul className={styles.list}>
        {data.pages
          .flatMap(({ entries }) => entries)
          .map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
      </ul>
      <div className={styles.actions}>
        {hasNextPage && (
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('workspaces.auditMore')}
          </Button>
        )}
        <a className={buttonClass('quiet')} href={auditCsvUrl(workspaceId)} download>
          {t('workspaces.auditExport')}
        </a>
      </div>
    </>
  );
}

function EntryRow({ entry }: { entry: AuditPage['entries'][number] }) {
  const { at, action, person_id, person_name, key_name, ip_address } = entry;
  const words = (actionWords as Partial<Record<string, MessageId>>)[action];
  const time = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className={styles.entry}>
      <p>
        {t('workspaces.auditEntry', {
          who: person_name ?? person_id ?? t('workspaces.auditServer'),
          // A newer server may know of more.
          what: words ? t(words) : action,
        })}
      </p>
      <p className={styles.quiet}>
        {[time.format(new Date(at)), ip_address, key_name && t('workspaces.auditByKey', { name: key_name })]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  );
}
