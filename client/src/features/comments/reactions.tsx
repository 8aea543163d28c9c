import { t } from '../../lib/i18n/i18n.ts';
import type { ShownComment } from '../../sync/comments/threads.ts';
import { useFrame } from './comments-context.ts';
import styles from './reactions.module.css';

/** What most people want to say without words. */
const common = ['👍', '❤️', '😄', '🎉', '👀', '✅'];

interface ReactionsProps {
  comment: ShownComment;
  /** Others are offered. */
  isChoosing: boolean;
  onChosen: () => void;
}

export function Reactions({ comment, isChoosing, onChosen }: ReactionsProps) {
  const { own, people, mayComment, act } = useFrame();
  const { id: comment_id, thread_id, reactions } = comment;
  const nameOf = (id: string) =>
    id === own.id ? t('comments.you') : (people.get(id)?.name ?? t('comments.gone'));
  const toggle = (emoji: string) => {
    const isMine = reactions.some((each) => each.emoji === emoji && each.person_ids.includes(own.id));
    onChosen();
    void act({ name: 'react', thread_id, comment_id, emoji, is_on: !isMine });
  };
  if (reactions.length === 0 && !isChoosing) return null;
  return (
    <div className={styles.reactions}>
      {reactions.map(({ emoji, person_ids }) => {
        const names = person_ids.map(nameOf).join(', ');
        return (
          <button
            key={emoji}
            type="button"
            className={styles.chip}
            aria-label={t('comments.reaction', { emoji, names })}
            aria-pressed={person_ids.includes(own.id)}
            data-tooltip={names}
            disabled={!mayComment}
            onClick={() => toggle(emoji)}
          >
            <span aria-hidden="true">{emoji}</span> {person_ids.length}
          </button>
        );
      })}
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
