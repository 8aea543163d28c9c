/** For Home: what others did last, and the way to all of it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './activity.module.css';
import { ActivityList } from './activity-list.tsx';
import { activityQuery } from './queries.ts';

const looked_at = 20;
const shown_max = 5;

export function Lately(props: { workspaceId: string; personId: string }) {
  return (
    <Queries>
      <OfOthers key={props.workspaceId} {...props} />
    </Queries>
  );
}

/** Who is alone in a workspace, or without the server, misses nothing. */
function OfOthers({ workspaceId, personId }: { workspaceId: string; personId: string }) {
  const { data } = useInfiniteQuery(activityQuery(workspaceId, '', looked_at));
  const others = (data?.pages[0]?.entries ?? []).filter(({ person }) => person?.id !== personId);
  if (others.length === 0) return null;
  return (
    <Section title={t('activity.lately')}>
      <div className={styles.lately}>
        <ActivityList entries={others.slice(0, shown_max)} since={null} />
      </div>
      <Link to="/activity" className={styles.all}>
        {t('activity.everything')}
      </Link>
    </Section>
  );
}
