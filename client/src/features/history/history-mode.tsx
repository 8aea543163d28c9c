/**
 * The history of a note: its timeline, and the note as it was. A mode with an address of its own; Escape leaves it.
 *
 *   ┌ back · title                 Name · … · Restore this version ┐
 *   │ « ‹ ▶ › »  ────────●─────────────────   who, when            │   a place on the scrubber is a revision
 *   │ ☑ Show changes  Compared with …  ☐ Who wrote this   3 of 17  │
 *   │ the note as it was, with what was changed     │ timeline     │
 */
import type { NoteHistory } from '@scriptorium/shared/api/history.ts';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { LookedAt } from '../../sync/looked-at.ts';
import { Button } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { NoteSkeleton } from '../../ui/note-skeleton.tsx';
import { type ColorOf, ColorContext } from './colors.ts';
import type { Compare } from './compare.ts';
import { LoadedHistory } from './loaded-history.tsx';
import { LookedAtContext, no_filter, useTimeline } from './queries.ts';
import type { RestoredUpdates } from './restored.ts';
import type { PastContent } from './use-past.ts';

export interface HistoryModeProps {
  noteId: string;
  personId: string;
  /** As people call it now. */
  title: string;
  mayWrite: boolean;
  /** Delete all of it, for good. */
  mayPurge: boolean;
  /** With what the newest revision is compared at first. `visit`: my last visit. */
  begin: Compare | 'visit';
  colorOf: ColorOf;
  onLeave: () => void;
  onRestored: (restored: RestoredUpdates) => void;
  /** Told the id of the new note. */
  onCopied: (noteId: string) => void;
  /**
   * Draws the note for reading. It marks changes with `data-change`, their index, and blocks with `data-block`, their
   * id.
   */
  drawNote: (content: PastContent, colorOf: ColorOf) => ReactNode;
}

export function HistoryMode(props: HistoryModeProps) {
  const { personId } = props;
  const looked = useMemo(() => new LookedAt(personId), [personId]);
  useEffect(() => () => looked.close(), [looked]);
  return (
    <LookedAtContext value={looked}>
      <Queries>
        <AskedHistory {...props} />
      </Queries>
    </LookedAtContext>
  );
}

function AskedHistory(props: HistoryModeProps) {
  const { data: timeline, error, refetch, fetchNextPage, hasNextPage } = useTimeline(props.noteId, no_filter);
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const onChanged = useCallback(() => void refetch(), [refetch]);
  const colorOf = useColors(timeline?.people ?? no_people, props.colorOf);
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
    <ColorContext value={colorOf}>
      <LoadedHistory
        {...props}
        timeline={timeline}
        onMore={hasNextPage ? onMore : null}
        onChanged={onChanged}
      />
    </ColorContext>
  );
}

type People = NoteHistory['people'];
const no_people: People = [];

/** People have the colours that they chose. */
function useColors(people: People, otherwise: ColorOf): ColorOf {
  return useMemo(() => {
    const colors = new Map(people.map(({ id, color }) => [id, color]));
    return (id) => (id === null ? undefined : colors.get(id)) ?? otherwise(id);
  }, [people, otherwise]);
}
