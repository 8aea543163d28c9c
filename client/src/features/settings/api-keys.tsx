import type { CreatedKey, Key } from '@scriptorium/shared/api/keys.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { keysQuery, useRevokeKey } from './key-queries.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { scopeWords } from './scope-words.ts';
import styles from './settings-page.module.css';
import { ShowKeyDialog } from './show-key-dialog.tsx';

export function ApiKeys({ workspaces }: { workspaces: readonly Workspace[] }) {
  const { data: keys, error } = useQuery(keysQuery);
  const [open, setOpen] = useState<'new' | CreatedKey | null>(null);
  if (!keys) {
    return error ? (
      <FormNote text={errorWords(error)} />
    ) : (
      <Skeleton label={t('settings.keysLoading')} widths={[50, 35]} />
    );
  }
  return (
    <>
      {keys.length > 0 && (
        <ul className={styles.sessions}>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} workspaces={workspaces} />
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button onClick={() => setOpen('new')}>{t('settings.keyNew')}</Button>
        <a className={buttonClass('plain')} href="/api/docs" target="_blank" rel="noreferrer">
          {t('settings.keysDocs')}
        </a>
      </div>
      {open === 'new' && (
        <NewKeyDialog workspaces={workspaces} onMade={setOpen} onClose={() => setOpen(null)} />
      )}
      {open !== null && open !== 'new' && (
        <ShowKeyDialog made={open} workspaceId={workspaces[0]?.id ?? ''} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function KeyRow({ apiKey, workspaces }: { apiKey: Key; workspaces: readonly Workspace[] }) {
  const { id, name, start, scopes, workspace_id } = apiKey;
  const revoke = useRevokeKey();
  const workspace = workspaces.find((each) => each.id === workspace_id);
  const bounds = [
    ...scopes.map((scope) => t(scopeWords[scope])),
    ...(workspace ? [t('settings.keyOnlyIn', { name: workspace.name })] : []),
  ];
  const onRevoke = () =>
    revoke.mutate(id, {
      onSuccess: () => showToast(t('settings.keyRevoked')),
      onError: (error) => showToast(t('settings.notSaved', { reason: errorWords(error) })),
    });
  return (
    <li className={styles.session}>
      <div className={styles.key}>
        <p className={styles.device}>
          {name} <code className={styles.start}>{start}…</code>
        </p>
        <p className={styles.when}>{[...bounds, untilWords(apiKey)].join(' · ')}</p>
        <p className={styles.when}>{usedWords(apiKey)}</p>
      </div>
      <Button
        kind="plain"
        disabled={revoke.isPending}
        onClick={onRevoke}
        aria-label={t('settings.keyRevokeNamed', { name })}
      >
        {t('settings.keyRevoke')}
      </Button>
    </li>
  );
}

function untilWords({ expires_at }: Key): string {
  if (expires_at === null) return t('settings.keyUntilRevoked');
  const at = new Date(expires_at);
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(at);
  return t(at.getTime() > Date.now() ? 'settings.keyUntil' : 'settings.keyExpired', { date });
}

function usedWords({ last_used_at, last_used_from }: Key): string {
  if (last_used_at === null) return t('settings.keyUnused');
  return t('settings.keyUsed', { when: relativeTime(last_used_at), address: last_used_from ?? '' });
}
