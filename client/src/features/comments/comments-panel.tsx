/** The comments beside the note: what is being discussed, in the order of the text. On a phone it comes over the note. */
import { MessageSquarePlus, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { shortcutText } from '../../lib/shortcuts.ts';
import type { CommentsState } from '../../sync/comments/note-comments.ts';
import type { ShownThread } from '../../sync/comments/threads.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useFrame } from './comments-context.ts';
import styles from './comments-panel.module.css';
import { Composer } from './composer.tsx';
import type { Places } from './drawn-comments.ts';
import { type Filter, filters, listedThreads } from './listed-threads.ts';
import { ThreadCard } from './thread-card.tsx';

/** A comment that begins a thread: on a piece of text, or on the note. */
export interface NewThread {
  quote: string | null;
}

interface CommentsPanelProps {
  state: CommentsState;
  places: Places;
  filter: Filter;
  current: string | null;
  /** It was just written: it gets the focus that its field had. */
  written: string | null;
  begun: NewThread | null;
  /** Ids of comments that were unread when this was opened. */
  news: ReadonlySet<string>;
  onFilter: (filter: Filter) => void;
  onChoose: (id: string) => void;
  onShow: (id: string) => void;
  onBegin: () => void;
  /** The thread that was begun is written, or is not to be. */
  onStart: (words: Parameters<Parameters<typeof Composer>[0]['onSend']>[0]) => Promise<void>;
  onCancel: () => void;
  onClose: () => void;
}

export function CommentsPanel(props: CommentsPanelProps) {
  const { state, places, filter, current, written, begun, onBegin, onCancel, onClose } = props;
  const { own, mayComment } = useFrame();
  const list = useRef<HTMLDivElement>(null);
  const threads = listedThreads(state.threads, filter, places, own.id);
  const isCurrentListed = threads.some(({ id }) => id === current);

  useEffect(() => {
    if (current === null || !isCurrentListed) return;
    list.current
      ?.querySelector(`[data-thread="${CSS.escape(current)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [current, isCurrentListed]);

  const isWrittenListed = threads.some(({ id }) => id === written);
  useEffect(() => {
    if (written === null || !isWrittenListed) return;
    list.current?.querySelector<HTMLElement>(`[data-thread="${CSS.escape(written)}"]`)?.focus();
  }, [written, isWrittenListed]);

  return (
    <aside
      className={`${styles.panel} no-print`}
      aria-label={t('comments.title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        else step(event, list.current);
      }}
    >
      <header className={styles.header}>
        <h2 className={styles.title}>{t('comments.title')}</h2>
        {mayComment && (
          <IconButton label={t('comments.onNote')} onClick={onBegin}>
            <MessageSquarePlus aria-hidden="true" />
          </IconButton>
        )}
        <IconButton label={t('comments.close')} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <Filters {...props} />
      <div ref={list} className={styles.list}>
        {begun && mayComment && (
          <section className={styles.begun} aria-label={t('comments.comment')}>
            <p className={begun.quote ? styles.quote : styles.whole}>
              {begun.quote ?? t('comments.wholeNote')}
            </p>
            <Composer
              draftKey="new"
              label={t('comments.comment')}
              sendLabel={t('comments.comment')}
              placeholder={t('comments.placeholder')}
              hasFocus
              onSend={props.onStart}
              onCancel={onCancel}
            />
          </section>
        )}
        {state.error && state.isLoaded && (
          <p className={styles.fault}>
            {t('comments.failed')} {errorWords(state.error)}
          </p>
        )}
        <Threads {...props} threads={threads} />
      </div>
    </aside>
  );
}

function Threads(props: CommentsPanelProps & { threads: readonly ShownThread[] }) {
  const { threads, state, places, filter, current, begun, news, onChoose, onShow } = props;
  if (threads.length === 0) return begun ? null : <Nothing state={state} filter={filter} />;
  return threads.map((thread) => (
    <ThreadCard
      key={thread.id}
      thread={thread}
      isLost={thread.anchor !== null && places.get(thread.id) === null}
      isCurrent={thread.id === current}
      news={news}
      onChoose={() => onChoose(thread.id)}
      onShow={() => onShow(thread.id)}
    />
  ));
}

function Nothing({ state, filter }: Pick<CommentsPanelProps, 'state' | 'filter'>) {
  const { mayComment } = useFrame();
  if (!state.isLoaded) return state.error && <p className={styles.nothing}>{t('comments.notHere')}</p>;
  const words = {
    open: 'comments.noneOpen',
    resolved: 'comments.noneResolved',
    mine: 'comments.noneMine',
  } as const;
  return (
    <div className={styles.nothing}>
      <p>{t(words[filter])}</p>
      {filter === 'open' && mayComment && (
        <p>{t('comments.noneOpenHint', { keys: shortcutText('comment') })}</p>
      )}
    </div>
  );
}

function Filters({ filter, onFilter }: CommentsPanelProps) {
  const words = {
    open: 'comments.filterOpen',
    resolved: 'comments.filterResolved',
    mine: 'comments.filterMine',
  } as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out in the row
    <div className={styles.filters} role="group" aria-label={t('comments.filter')}>
      {filters.map((each) => (
        <Button
          key={each}
          kind="plain"
          className={styles.filter}
          aria-pressed={each === filter}
          onClick={() => onFilter(each)}
        >
          {t(words[each])}
        </Button>
      ))}
    </div>
  );
}

/** j and k, or the arrow keys, go from thread to thread; Enter answers. */
function step(event: KeyboardEvent, list: HTMLElement | null): void {
  const target = event.target as HTMLElement;
  if (!list || target.matches('textarea, [role="menu"] *')) return;
  const threads = [...list.querySelectorAll<HTMLElement>('[data-thread]')];
  const at = threads.findIndex((each) => each.contains(target));
  const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (by) threads[Math.min(Math.max(at + by, 0), threads.length - 1)]?.focus();
  else if (event.key === 'Enter' && target.matches('[data-thread]'))
    target.querySelector('textarea')?.focus();
  else return;
  event.preventDefault();
}
