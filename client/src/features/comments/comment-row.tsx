import { Clock, Ellipsis, Pencil, SmilePlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import type { ShownComment } from '../../sync/comments/threads.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import { IconMenu, type MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './comment-row.module.css';
import { useFrame } from './comments-context.ts';
import { Composer } from './composer.tsx';
import { partsOf } from './mentions.ts';
import { Reactions } from './reactions.tsx';

/** Of somebody whose account is gone. */
const no_color = '#57534e';

interface CommentRowProps {
  comment: ShownComment;
  /** It was unread when the comments were opened. */
  isNew: boolean;
}

export function CommentRow({ comment, isNew }: CommentRowProps) {
  const { people, mayComment, act } = useFrame();
  const [isEditing, setEditing] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const { id: comment_id, thread_id, author_id, text, mentions } = comment;
  const author = author_id === null ? undefined : people.get(author_id);
  const name = author?.name ?? t('comments.gone');
  if (comment.is_deleted) return <p className={styles.gone}>{t('comments.deletedComment')}</p>;
  return (
    <div className={styles.row} data-comment={comment_id}>
      <Avatar name={name} color={author?.color ?? no_color} isSmall />
      <div className={styles.head}>
        <span className={styles.name}>{name}</span>
        <When comment={comment} />
        {isNew && <span className={styles.new}>{t('comments.unread')}</span>}
      </div>
      <div className={styles.tools}>
        {mayComment && (
          <IconButton
            label={t('comments.react')}
            className={styles.tool}
            aria-expanded={isChoosing}
            onClick={() => setChoosing(!isChoosing)}
          >
            <SmilePlus aria-hidden="true" />
          </IconButton>
        )}
        <Actions comment={comment} name={name} onEdit={() => setEditing(true)} />
      </div>
      <div className={styles.body}>
        {isEditing ? (
          <Composer
            draftKey={`edit ${comment_id}`}
            label={t('comments.edit')}
            sendLabel={t('comments.save')}
            placeholder={t('comments.placeholder')}
            begin={{ text, mentions }}
            hasFocus
            onSend={async (words) => {
              await act({ name: 'edit', thread_id, comment_id, ...words });
              setEditing(false);
            }}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <>
            <Said text={text} mentions={mentions} />
            <Reactions comment={comment} isChoosing={isChoosing} onChosen={() => setChoosing(false)} />
          </>
        )}
      </div>
    </div>
  );
}

function When({ comment }: { comment: ShownComment }) {
  const { created_at, edited_at, isWaiting } = comment;
  if (isWaiting) {
    return (
      <span
        className={styles.when}
        role="img"
        aria-label={t('comments.waiting')}
        data-tooltip={t('comments.waiting')}
      >
        <Clock aria-hidden="true" />
      </span>
    );
  }
  return (
    <span className={styles.when}>
      <time dateTime={created_at}>{relativeTime(created_at)}</time>
      {edited_at && `, ${t('comments.edited')}`}
    </span>
  );
}

function Said({ text, mentions }: Pick<ShownComment, 'text' | 'mentions'>) {
  let at = 0;
  return (
    <p className={styles.text}>
      {partsOf(text, mentions).map(({ kind, text: part }) => {
        const key = at;
        at += part.length;
        if (kind === 'mention') {
          return (
            <span key={key} className={styles.mention}>
              {part}
            </span>
          );
        }
        if (kind === 'link') {
          return (
            <a key={key} href={part} target="_blank" rel="noopener noreferrer">
              {part}
            </a>
          );
        }
        return part;
      })}
    </p>
  );
}

interface ActionsProps {
  comment: ShownComment;
  name: string;
  onEdit: () => void;
}

function Actions({ comment, name, onEdit }: ActionsProps) {
  const { own, mayComment, mayModerate, act } = useFrame();
  const { id: comment_id, thread_id } = comment;
  const isOwn = comment.author_id === own.id;
  if (!mayComment || !(isOwn || mayModerate)) return null;
  const setDeleted = (is_deleted: boolean) =>
    act({ name: 'delete', thread_id, comment_id, is_deleted, is_own: isOwn });
  const remove: MenuItem = {
    kind: 'danger',
    label: t('comments.delete'),
    icon: <Trash2 aria-hidden="true" />,
    run: () =>
      void setDeleted(true).then(() =>
        showToast(t('comments.deleted'), {
          label: t('comments.undo'),
          run: () => void setDeleted(false),
        }),
      ),
  };
  const edit: MenuItem = { label: t('comments.edit'), icon: <Pencil aria-hidden="true" />, run: onEdit };
  return (
    <IconMenu
      label={t('comments.actions', { name })}
      icon={<Ellipsis aria-hidden="true" />}
      className={styles.tool}
      groups={[{ items: isOwn ? [edit, remove] : [remove] }]}
    />
  );
}
