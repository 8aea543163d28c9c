import { useCallback, useMemo, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { Entry } from './entries.ts';
import { HistoryHeader } from './history-header.tsx';
import type { HistoryModeProps } from './history-mode.tsx';
import styles from './history-mode.module.css';
import { PastSection } from './past-section.tsx';
import type { Timeline } from './queries.ts';
import { PurgeDialog } from './purge-dialog.tsx';
import { Scrubber } from './scrubber.tsx';
import type { EntryActions } from './timeline-entry.tsx';
import { TimelineSide } from './timeline-side.tsx';
import { usePlace, visitSeq } from './use-place.ts';
import { type Part, useRestore } from './use-restore.ts';
import { useVersionActions } from './use-version-actions.ts';
import { VersionDialog } from './version-dialog.tsx';

interface LoadedHistoryProps extends HistoryModeProps {
  /** All kinds of entries, of everybody. */
  timeline: Timeline;
  /** Asks for what was before; null when all is there. */
  onMore: (() => void) | null;
  /** The timeline is out of date. */
  onChanged: () => void;
}

/** A revision that gets a name, or a version that gets another. */
type Naming = { seq: number } | { version: Entry };

export function LoadedHistory({ timeline, onMore, onChanged, ...props }: LoadedHistoryProps) {
  const { noteId, title, begin, onLeave } = props;
  const { head_seq, kept_from_seq, entries, isKept } = timeline;
  const [isTimelineOpen, setTimelineOpen] = useState(false);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [isPurging, setPurging] = useState(false);
  const place = usePlace({ noteId, timeline, begin, onMore });
  const actions = useVersionActions({ noteId, title, onChanged, onCopied: props.onCopied });
  const { isBusy, bringBack } = useRestore({ noteId, onRestored: props.onRestored });
  const { seq, film, choose } = place;
  const mayRestore = props.mayWrite && !isKept;

  async function restoreParts(parts: readonly Part[]): Promise<void> {
    if (!(await bringBack(parts))) return;
    if (parts.some(({ blocks }) => blocks === null)) onLeave();
    else onChanged();
  }
  const closeTimeline = useCallback(() => setTimelineOpen(false), []);
  const entryActions = useMemo<EntryActions>(
    () => ({
      choose: (entry) => {
        choose(entry);
        closeTimeline();
      },
      rename: mayRestore ? (version) => setNaming({ version }) : null,
      removeName: mayRestore ? actions.removeName : null,
      takeBack: mayRestore ? actions.takeBack : null,
    }),
    [choose, closeTimeline, mayRestore, actions],
  );
  const visit_seq = visitSeq(timeline);
  const { go, showSince } = place;
  const sinceVisit = useMemo(() => {
    if (visit_seq === null) return null;
    return () => {
      showSince(visit_seq);
      closeTimeline();
    };
  }, [visit_seq, showSince, closeTimeline]);

  return (
    <div className={styles.mode} data-history-mode="">
      <HistoryHeader
        title={title}
        mayWrite={mayRestore}
        isRestoreOff={isBusy || seq === head_seq}
        isTimelineOpen={isTimelineOpen}
        onLeave={onLeave}
        onRestore={() => void restoreParts([{ seq, blocks: null }])}
        onName={() => setNaming({ seq })}
        onCopy={isKept ? null : () => actions.copy(seq)}
        onDownload={(format) => actions.download(seq, format)}
        onPurge={props.mayPurge && !isKept ? () => setPurging(true) : null}
        onTimeline={() => setTimelineOpen(!isTimelineOpen)}
      />
      <Scrubber
        first_seq={kept_from_seq}
        head_seq={head_seq}
        seq={seq}
        moment={place.moment}
        entries={entries}
        isPlaying={film.isPlaying}
        mayPlay={!isKept && head_seq > kept_from_seq}
        speed={film.speed}
        onSpeed={film.setSpeed}
        onPlay={place.playOrPause}
        onSeq={go}
        onStep={place.step}
        onScrubbing={place.setScrubbing}
      />
      <div className={styles.parts}>
        <PastSection
          noteId={noteId}
          timeline={timeline}
          place={place}
          mayRestore={mayRestore && !isBusy}
          onRestore={(parts) => void restoreParts(parts)}
          onLeave={isTimelineOpen ? closeTimeline : onLeave}
          drawNote={props.drawNote}
        />
        <TimelineSide
          noteId={noteId}
          timeline={timeline}
          seq={seq}
          isOpen={isTimelineOpen}
          onClose={closeTimeline}
          onSinceVisit={sinceVisit}
          onMore={onMore}
          actions={entryActions}
        />
      </div>
      {isPurging && (
        <PurgeDialog
          onSure={() => {
            setPurging(false);
            actions.purge();
          }}
          onClose={() => setPurging(false)}
        />
      )}
      {naming && (
        <VersionDialog
          title={t('version' in naming ? 'history.rename' : 'history.nameVersion')}
          given={givenName(naming)}
          onSave={(name) =>
            'version' in naming
              ? actions.rename(naming.version.id ?? '', name)
              : actions.name(naming.seq, name)
          }
          onClose={() => setNaming(null)}
        />
      )}
    </div>
  );
}

function givenName(naming: Naming) {
  const { name = '', comment = '' } = 'version' in naming ? naming.version : {};
  return { name: name ?? '', comment: comment ?? '' };
}
