import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Page } from '../../ui/page.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './activity.module.css';
import { ActivityList } from './activity-list.tsx';
import { activityQuery, activityVisitQuery } from './queries.ts';

interface ActivityPageProps {
  workspace: { id: string; name: string };
  /** To choose from. */
  people: readonly { id: string; name: string }[];
}

const page_size = 50;

/** Who did what in a workspace, by day. */
export function ActivityPage({ workspace, people }: ActivityPageProps) {
  useDocumentTitle(t('activity.title'));
  const [personId, setPersonId] = useState('');
  return (
    <Page title={t('activity.title')} lead={t('activity.lead', { name: workspace.name })}>
      <div className={styles.filter}>
        <SelectField
          label={t('activity.person')}
          choices={[
            { value: '', label: t('activity.everybody') },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={personId}
          onChoose={setPersonId}
        />
      </div>
      <Queries key={workspace.id}>
        <Activity workspaceId={workspace.id} personId={personId} />
      </Queries>
    </Page>
  );
}

function Activity({ workspaceId, personId }: { workspaceId: string; personId: string }) {
  const activity = useInfiniteQuery(activityQuery(workspaceId, personId, page_size));
  const { data: since = null } = useQuery(activityVisitQuery(workspaceId));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = activity;
  if (!data) {
    if (error) return <FormNote text={errorWords(error)} />;
    return <Skeleton label={t('activity.loading')} widths={[40, 60, 50]} />;
  }
  const entries = data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <Nothing isOfPerson={personId !== ''} />;
  return (
    <>
      <ActivityList entries={entries} since={since} />
      {hasNextPage && (
        <Button className={styles.more} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('activity.more')}
        </Button>
      )}
    </>
  );
}

function Nothing({ isOfPerson }: { isOfPerson: boolean }) {
  if (isOfPerson) return <p className={styles.day}>{t('activity.noneOf')}</p>;
  return (
    <div className={styles.day}>
      <p>{t('activity.none')}</p>
      <Link to="/home" className={buttonClass('quiet', false, styles.more)}>
        {t('activity.toHome')}
      </Link>
    </div>
  );
}
