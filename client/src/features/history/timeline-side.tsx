import { useCallback, useState } from 'react';
import { type Entry, entryAt } from './entries.ts';
import { type Filter, no_filter, type Timeline, useTimeline } from './queries.ts';
import type { EntryActions } from './timeline-entry.tsx';
import { TimelineList } from './timeline-list.tsx';

interface TimelineSideProps {
  noteId: string;
  /** Of everybody, as long as nobody asks for less. */
  timeline: Timeline;
  seq: number;
  isOpen: boolean;
  onClose: () => void;
  onSinceVisit: (() => void) | null;
  onMore: (() => void) | null;
  actions: EntryActions;
}

/** The timeline, or the part of it that was asked for. */
export function TimelineSide({ noteId, timeline, seq, onMore, ...props }: TimelineSideProps) {
  const [filter, setFilter] = useState<Filter>(no_filter);
  const { data, fetchNextPage, hasNextPage } = useTimeline(noteId, filter);
  const onMoreFound = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const isAll = filter === no_filter || !data;
  const shown = isAll ? timeline : data;
  return (
    <TimelineList
      {...props}
      timeline={shown}
      chosen={chosenIn(shown.entries, seq)}
      filter={filter}
      onFilter={setFilter}
      onMore={isAll ? onMore : hasNextPage ? onMoreFound : null}
    />
  );
}

/** What has a name at this very revision, else its sitting. */
function chosenIn(entries: readonly Entry[], seq: number): Entry | undefined {
  return entries.find(({ kind, to_seq }) => kind !== 'sitting' && to_seq === seq) ?? entryAt(entries, seq);
}
