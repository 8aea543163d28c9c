import { SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { ShownComment } from '../../sync/comments/threads.ts';
import { useFrame } from './comments-context.ts';
import styles from './reactions.module.css';

/** What most people want to say without words. */
const common = ['👍', '❤️', '😄', '🎉', '👀', '✅'];

export function Reactions({ comment }: { comment: ShownComment }) {
  const { own, people, mayComment, act } = useFrame();
  const [isChoosing, setChoosing] = useState(false);
  const { id: comment_id, thread_id, reactions } = comment;
  const nameOf = (id: string) =>
    id === own.id ? t('comments.you') : (people.get(id)?.name ?? t('comments.gone'));
  const toggle = (emoji: string) => {
    const isMine = reactions.some((each) => each.emoji === emoji && each.person_ids.includes(own.id));
    setChoosing(false);
    void act({ name: 'react', thread_id, comment_id, emoji, is_on: !isMine });
  };
  if (reactions.length === 0 && !mayComment) return null;
  return (
    <div className={styles.reactions} data-empty={(reactions.length === 0 && !isChoosing) || undefined}>
      {reactions.map(({ emoji, person_ids }) => {
        const names = person_ids.map(nameOf).join(', ');
        const label = t('comments.reaction', { emoji, names });
        return (
          <button
            key={emoji}
            type="button"
            className={styles.chip}
            aria-label={label}
            aria-pressed={person_ids.includes(own.id)}
            data-tooltip={names}
            disabled={!mayComment}
            onClick={() => toggle(emoji)}
          >
            <span aria-hidden="true">{emoji}</span> {person_ids.length}
          </button>
        );
      })}
      {mayComment && (
        <button
          type="button"
          className={styles.add}
          aria-label={t('comments.react')}
          aria-expanded={isChoosing}
          data-tooltip={t('comments.react')}
          onClick={() => setChoosing(!isChoosing)}
        >
          <SmilePlus aria-hidden="true" />
        </button>
      )}
      {isChoosing &&
        common.map((emoji) => (
          <button
            key={emoji}
            type="button"
            className={styles.choice}
            aria-label={t('comments.reactWith', { emoji })}
            onClick={() => toggle(emoji)}
          >
            {emoji}
          </button>
        ))}
    </div>
  );
}
