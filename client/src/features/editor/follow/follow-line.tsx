import type { CSSProperties } from 'react';
import { t } from '../../../lib/i18n/i18n.ts';
import styles from './follow-line.module.css';
import type { Follow } from './use-follow.ts';

/** Whom one follows, and how to stop. The region is there before its words: else they would not be read out. */
export function FollowLine({ follow: { person, stop } }: { follow: Follow }) {
  return (
    <div className={`${styles.place} no-print`} role="status">
      {person && (
        <div className={styles.line} style={{ '--person': person.color } as CSSProperties} data-follow>
          <span>{t('presence.following', { name: person.name })}</span>
          <button type="button" onClick={stop}>
            {t('presence.stop')}
          </button>
        </div>
      )}
    </div>
  );
}
