/** Where in the life of the note somebody is, and the ways to go on: to drag, to step, to play, to choose. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Compare } from './compare.ts';
import { dateTime, type Entry, entryAt, momentOf, nameOf, sittingFrom } from './entries.ts';
import type { Timeline } from './queries.ts';
import { type Film, useFilm } from './use-film.ts';

export interface Place {
  seq: number;
  compare: Compare;
  setCompare: (compare: Compare) => void;
  film: Film;
  isScrubbing: boolean;
  setScrubbing: (isScrubbing: boolean) => void;
  /** Who and when. */
  moment: string;
  go: (seq: number) => void;
  /** By one edit, or by a sitting. */
  step: (by: -1 | 1, isSitting: boolean) => void;
  playOrPause: () => void;
  /** The same function over time. */
  choose: (entry: Entry) => void;
  /** What was changed since a revision, up to now. The same function over time. */
  showSince: (since: number) => void;
}

interface PlaceOptions {
  noteId: string;
  timeline: Timeline;
  begin: Compare | 'visit';
  /** Asks for what was before; null when all is there. */
  onMore: (() => void) | null;
}

export function usePlace({ noteId, timeline, begin, onMore }: PlaceOptions): Place {
  const { head_seq, kept_from_seq: first_seq, entries, isKept } = timeline;
  const [seq, setSeq] = useState(head_seq);
  const [compare, setCompare] = useState<Compare>(() =>
    begin === 'visit' ? (visitSeq(timeline) ?? 'before') : begin,
  );
  const [isScrubbing, setScrubbing] = useState(false);
  const film = useFilm({ noteId, onSeq: setSeq, onError: sayNotPlayed });
  const { pause } = film;

  const oldest = entries.findLast(({ kind }) => kind === 'sitting')?.from_seq ?? 0;
  useEffect(() => {
    if (onMore && seq < oldest) onMore();
  }, [seq, oldest, onMore]);

  const go = (next: number) => {
    pause();
    setSeq(Math.min(Math.max(next, first_seq), head_seq));
  };
  const choose = useCallback(
    (entry: Entry) => {
      pause();
      setSeq(entry.to_seq);
      setCompare((now) => compareFor(entry, now));
    },
    [pause],
  );
  const showSince = useCallback(
    (since: number) => {
      pause();
      setSeq(head_seq);
      setCompare(since);
    },
    [pause, head_seq],
  );
  const entry = useMemo(() => entryAt(entries, seq), [entries, seq]);
  const shownBy = film.isPlaying ? film.moment : null;
  return {
    seq,
    compare,
    setCompare,
    film,
    isScrubbing,
    setScrubbing,
    moment: shownBy
      ? t('history.moment', { when: dateTime(shownBy.at_ms), names: nameOf(shownBy.person) })
      : entry
        ? momentOf(entry)
        : t('history.begin'),
    go,
    step: (by, isSitting) => go(isSitting ? sittingFrom(timeline, seq, by) : seq + by),
    playOrPause: () => {
      if (film.isPlaying) pause();
      else if (!isKept) {
        const from_seq = seq === head_seq ? first_seq : seq;
        setSeq(from_seq);
        film.play(from_seq);
      }
    },
    choose,
    showSince,
  };
}

/** null: I was never here, or nothing was changed since. */
export function visitSeq({ last_visit, head_seq }: Timeline): number | null {
  return last_visit && last_visit.seq < head_seq ? last_visit.seq : null;
}

/** Of what was done with the note as a whole one wants to see what that did. */
function compareFor({ kind, to_seq }: Entry, now: Compare): Compare {
  if (kind === 'restore' || kind === 'revert' || kind === 'title') return Math.max(0, to_seq - 1);
  return typeof now === 'number' ? 'before' : now;
}

function sayNotPlayed(error: unknown): void {
  showToast(t('history.notPlayed', { reason: errorWords(error) }));
}
