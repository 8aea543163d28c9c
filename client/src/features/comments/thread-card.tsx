import { Check, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { ShownThread } from '../../sync/comments/threads.ts';
import { IconButton } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import { CommentRow } from './comment-row.tsx';
import { useFrame } from './comments-context.ts';
import { Composer } from './composer.tsx';
import styles from './thread-card.module.css';

interface ThreadCardProps {
  thread: ShownThread;
  /** It is not in the text any more. */
  isLost: boolean;
  /** It is the one that is looked at. */
  isCurrent: boolean;
  /** Ids of comments that were unread when the comments were opened. */
  news: ReadonlySet<string>;
  onChoose: () => void;
  onShow: () => void;
}

/** Comments between the first and the last of these are shown when they are asked for. */
const shown_max = 4;

export function ThreadCard({ thread, isLost, isCurrent, news, onChoose, onShow }: ThreadCardProps) {
  const { people, mayComment, act } = useFrame();
  const { id: thread_id, quote, comments, is_resolved, resolved_by } = thread;
  const first = comments[0]?.author_id;
  const name = (first && people.get(first)?.name) ?? t('comments.gone');
  const label = quote
    ? t('comments.threadOn', { name, quote: short(quote) })
    : t('comments.thread', { name });
  return (
    <article
      className={styles.thread}
      aria-label={label}
      aria-current={isCurrent || undefined}
      data-thread={thread_id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: j, k and the arrow keys go from thread to thread
      tabIndex={0}
      onFocus={onChoose}
    >
      <div className={styles.head}>
        {quote ? (
          <Quote quote={quote} isLost={isLost} onShow={onShow} />
        ) : (
          <span className={styles.whole}>{t('comments.wholeNote')}</span>
        )}
        {mayComment && <ResolveButton thread={thread} />}
      </div>
      <Comments comments={comments} news={news} />
      {is_resolved && resolved_by !== null && (
        <p className={styles.resolved}>
          {t('comments.resolvedBy', { name: people.get(resolved_by)?.name ?? t('comments.gone') })}
        </p>
      )}
      {mayComment && !is_resolved && isCurrent && (
        <div className={styles.reply}>
          <Composer
            draftKey={thread_id}
            label={t('comments.reply')}
            sendLabel={t('comments.reply')}
            placeholder={t('comments.replyPlaceholder')}
            onSend={(words) => act({ name: 'reply', thread_id, comment_id: crypto.randomUUID(), ...words })}
          />
        </div>
      )}
    </article>
  );
}

function Quote({ quote, isLost, onShow }: { quote: string; isLost: boolean; onShow: () => void }) {
  if (isLost) {
    return (
      <div className={styles.quote}>
        <p className={styles.lost}>{t('comments.lost')}</p>
        <p className={styles.words}>{quote}</p>
      </div>
    );
  }
  return (
    <button
      type="button"
      className={styles.quote}
      data-tooltip={t('comments.showInText')}
      aria-label={`${t('comments.showInText')}: ${short(quote)}`}
      onClick={onShow}
    >
      <span className={styles.words}>{quote}</span>
    </button>
  );
}

function ResolveButton({ thread: { id: thread_id, is_resolved } }: { thread: ShownThread }) {
  const { act } = useFrame();
  const set = (resolved: boolean) => act({ name: 'resolve', thread_id, is_resolved: resolved });
  const change = () =>
    void set(!is_resolved).then(() =>
      showToast(t(is_resolved ? 'comments.reopened' : 'comments.resolved'), {
        label: t('comments.undo'),
        run: () => void set(is_resolved),
      }),
    );
  return (
    <IconButton
      label={t(is_resolved ? 'comments.reopen' : 'comments.resolve')}
      className={styles.resolve}
      onClick={change}
    >
      {is_resolved ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
    </IconButton>
  );
}

/** The first and the last of very many; those in between when they are asked for, or when one of them is new. */
function Comments({ comments, news }: { comments: ShownThread['comments']; news: ReadonlySet<string> }) {
  const [isWhole, setWhole] = useState(false);
  const hidden = comments.length - shown_max;
  const between = comments.slice(1, 1 + hidden);
  const isCut = !isWhole && hidden > 1 && !between.some(({ id }) => news.has(id));
  const shown = isCut ? [...comments.slice(0, 1), ...comments.slice(1 + hidden)] : comments;
  return shown.map((comment, i) => (
    <div key={comment.id} className={styles.comment}>
      <CommentRow comment={comment} isNew={news.has(comment.id)} />
      {isCut && i === 0 && (
        <button type="button" className={styles.more} onClick={() => setWhole(true)}>
          {t('comments.more', { count: hidden })}
        </button>
      )}
    </div>
  ));
}

const label_length_max = 80;

function short(quote: string): string {
  return quote.length > label_length_max ? `${quote.slice(0, label_length_max)}…` : quote;
}
