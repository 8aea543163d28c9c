import { tagKey } from '@scriptorium/shared/api/notes.ts';
import { Hash } from 'lucide-react';
import { NavLink } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import styles from './note-tree.module.css';
import { TagDot } from './tag-dot.tsx';
import { type TagCount, tagAddress } from './tags.ts';
import { useTagColors } from './workspace.ts';

/** In the sidebar. */
export function TagList({ tags }: { tags: readonly TagCount[] }) {
  const colors = useTagColors();
  return (
    <ul className={styles.list}>
      {tags.map(({ tag, count }) => (
        <li key={tag}>
          <NavLink to={tagAddress(tag)} className={`${styles.link} ${styles.plain}`}>
            <span className={styles.icon} aria-hidden="true">
              {colors[tagKey(tag)] ? <TagDot color={colors[tagKey(tag)]} /> : <Hash />}
            </span>
            <span className={styles.title}>{tag}</span>
            <span className={styles.count} aria-hidden="true">
              {count}
            </span>
            <span className="visually-hidden">{t('notes.tagCount', { count })}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
