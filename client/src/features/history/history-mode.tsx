/**
 * The history of a note: its timeline, and the note as it was. A mode with an address of its own; Escape leaves it.
 *
 *   ┌ back · title                                  Restore this version ┐
 *   │ ◀ ──────────────●──────── ▶   who, when                            │   a place on the scrubber is a revision
 *   │ the note as it was                              │ timeline         │
 */
import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { NoteSkeleton } from '../../ui/note-skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './history-mode.module.css';
import { restoreRevision, type Timeline, useRevision, useTimeline } from './queries.ts';
import { momentOf, sittingAt } from './sittings.ts';
import { useCalm } from './use-calm.ts';
import { TimelineList } from './timeline-list.tsx';

/** Whoever drags the scrubber sees so many revisions a second, and the last one. */
const revision_every_ms = 125;

interface HistoryModeProps {
  noteId: string;
  /** As people call it now. */
  title: string;
  mayWrite: boolean;
  onLeave: () => void;
  /** Draws the note from its state, a Yjs v1 update. */
  drawNote: (state: Uint8Array) => ReactNode;
}

export function HistoryMode(props: HistoryModeProps) {
  return (
    <Queries>
      <AskedHistory {...props} />
    </Queries>
  );
}

function AskedHistory(props: HistoryModeProps) {
  const { data: timeline, error, refetch, fetchNextPage, hasNextPage } = useTimeline(props.noteId);
  if (error && !timeline) {
    return (
      <Message
        title={t('history.notThere')}
        actions={
          <>
            <Button kind="primary" onClick={() => void refetch()}>
              {t('app.tryAgain')}
            </Button>
            <Button onClick={props.onLeave}>{t('history.back')}</Button>
          </>
        }
      >
        <p>{t('history.notThereText', { reason: errorWords(error) })}</p>
      </Message>
    );
  }
  if (!timeline) return <NoteSkeleton />;
  return (
    <LoadedHistory {...props} timeline={timeline} onMore={hasNextPage ? () => void fetchNextPage() : null} />
  );
}

interface LoadedHistoryProps extends HistoryModeProps {
  timeline: Timeline;
  /** Asks for what was before; null when all is there. */
  onMore: (() => void) | null;
}

function LoadedHistory({ timeline, onMore, ...props }: LoadedHistoryProps) {
  const { noteId, title, mayWrite, onLeave, drawNote } = props;
  const { head_seq, sittings } = timeline;
  const [seq, setSeq] = useState(head_seq);
  const [isBusy, setBusy] = useState(false);
  const { data: state, error, isPlaceholderData } = useRevision(noteId, useCalm(seq, revision_every_ms));
  const at = sittingAt(sittings, seq);
  const index = at ? sittings.indexOf(at) : -1;
  const first_seq = onMore ? (sittings.at(-1)?.from_seq ?? 0) : 0;
  // From the newest to the oldest: the one before is the next in the list.
  const earlier = at && at.to_seq < seq ? at.to_seq : sittings[index + 1]?.to_seq;
  const later = at && seq < at.to_seq ? at.to_seq : sittings[index - 1]?.to_seq;

  async function restore(): Promise<void> {
    setBusy(true);
    try {
      const before_seq = await restoreRevision(noteId, seq);
      const undo = () => {
        restoreRevision(noteId, before_seq).catch((cause: unknown) =>
          showToast(t('history.notRestored', { reason: errorWords(cause) })),
        );
      };
      onLeave();
      showToast(t('history.restored'), { label: t('app.undo'), run: undo });
    } catch (cause) {
      showToast(t('history.notRestored', { reason: errorWords(cause) }));
      setBusy(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) onLeave();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves from anywhere in it; the button beside does, too
    <div className={styles.mode} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <IconButton label={t('history.back')} onClick={onLeave}>
          <ArrowLeft aria-hidden="true" className={styles.backIcon} />
        </IconButton>
        <h1 className={styles.title}>{t('history.titleOf', { title })}</h1>
        {mayWrite && (
          <Button kind="primary" disabled={isBusy || seq === head_seq} onClick={() => void restore()}>
            {t('history.restore')}
          </Button>
        )}
      </header>
      <div className={styles.scrubber}>
        <IconButton
          label={t('history.earlier')}
          disabled={earlier === undefined}
          onClick={() => earlier !== undefined && setSeq(earlier)}
        >
          <ChevronLeft aria-hidden="true" className={styles.backIcon} />
        </IconButton>
        <input
          type="range"
          // biome-ignore lint/a11y/noAutofocus: the mode was asked for; its arrow keys step from the first moment
          autoFocus
          className={styles.range}
          aria-label={t('history.place')}
          aria-valuetext={at ? momentOf(at) : t('history.begin')}
          min={first_seq}
          max={head_seq}
          value={seq}
          onChange={(event) => setSeq(Number(event.target.value))}
        />
        <IconButton
          label={t('history.later')}
          disabled={later === undefined}
          onClick={() => later !== undefined && setSeq(later)}
        >
          <ChevronRight aria-hidden="true" className={styles.backIcon} />
        </IconButton>
        <span className={styles.moment}>{at ? momentOf(at) : t('history.begin')}</span>
      </div>
      <div className={styles.parts}>
        <section className={styles.past} aria-label={t('history.note')} aria-busy={isPlaceholderData}>
          {error && !state && (
            <Message title={t('history.notThere')}>
              <p>{errorWords(error)}</p>
            </Message>
          )}
          {state ? drawNote(state) : !error && <NoteSkeleton />}
        </section>
        <TimelineList
          sittings={sittings}
          chosen={at}
          onChoose={({ to_seq }) => setSeq(to_seq)}
          onMore={onMore}
        />
      </div>
    </div>
  );
}
