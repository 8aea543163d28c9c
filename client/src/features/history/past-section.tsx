/** The note in the middle of the mode, with the card at what somebody points at, and what can be had back of it. */
import { CloudOff } from 'lucide-react';
import { type ReactNode, useContext, useMemo, useRef } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Message } from '../../ui/message.tsx';
import { NoteSkeleton } from '../../ui/note-skeleton.tsx';
import { isAway } from './answers.ts';
import { ChangeCard } from './change-card.tsx';
import { ChangesBar } from './changes-bar.tsx';
import { ColorContext, type ColorOf } from './colors.ts';
import styles from './history-mode.module.css';
import type { Timeline } from './queries.ts';
import { selectedParts } from './selected-parts.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useChangeWay } from './use-change-way.ts';
import { useModeKeys } from './use-mode-keys.ts';
import { type Place, visitSeq } from './use-place.ts';
import { type Past, type PastContent, usePast } from './use-past.ts';
import { usePointed } from './use-pointed.ts';
import type { Part } from './use-restore.ts';
import { useSelectedBlocks } from './use-selected-blocks.ts';

interface PastSectionProps {
  noteId: string;
  timeline: Timeline;
  place: Place;
  mayRestore: boolean;
  onRestore: (parts: Part[]) => void;
  onLeave: () => void;
  drawNote: (content: PastContent, colorOf: ColorOf) => ReactNode;
}

export function PastSection(props: PastSectionProps) {
  const { noteId, timeline, place, mayRestore, onRestore, drawNote } = props;
  const { head_seq, entries, isKept } = timeline;
  const { seq, compare } = place;
  const colorOf = useContext(ColorContext);
  const area = useRef<HTMLElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const past = usePast({ ...place, noteId, entries });
  const [pointed, setPointed] = usePointed(area, card, past.changes);
  const way = useChangeWay(area, past.changes, setPointed);
  const selected = useSelectedBlocks(area);
  const isWhoWrote = compare === 'authors';
  const content = useContent(past, isWhoWrote, way.block);
  useModeKeys({
    leave: () => (pointed ? setPointed(null) : props.onLeave()),
    playOrPause: place.playOrPause,
    step: place.step,
    goToEnd: (by) => place.go(by < 0 ? 0 : head_seq),
    goToChange: way.go,
    goToBlock: way.goToBlock,
  });
  const bringBack = (parts: Part[]) => {
    getSelection()?.empty();
    setPointed(null);
    onRestore(parts);
  };
  const parts = mayRestore && past.changes ? selectedParts(selected, past.changes, head_seq) : [];
  return (
    <div className={styles.middle}>
      <ChangesBar
        compare={compare}
        onCompare={place.setCompare}
        entries={entries}
        seq={seq}
        visit_seq={visitSeq(timeline)}
        changes={past.changes}
        count={way.count}
        current={way.current}
        onGo={way.go}
      />
      {pointed?.element.isConnected && past.changes && (
        <ChangeCard
          ref={card}
          pointed={pointed}
          changes={past.changes}
          head_seq={head_seq}
          isWhoWrote={isWhoWrote}
          mayRestore={mayRestore}
          onRestore={({ seq, id }) => bringBack([{ seq, blocks: [id] }])}
          onClose={() => setPointed(null)}
        />
      )}
      <Notices isKept={isKept || past.isKept} changesError={past.error ? null : past.changesError} />
      <section
        ref={area}
        className={styles.past}
        aria-label={t('history.note')}
        aria-busy={past.isBusy}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys scroll it once it has the focus
        tabIndex={0}
      >
        {past.error ? (
          <Message title={t('history.notThere')}>
            <p>{reasonOf(past.error)}</p>
          </Message>
        ) : content ? (
          drawNote(content, colorOf)
        ) : (
          <NoteSkeleton />
        )}
        {parts.length > 0 && (
          <SelectionBar
            count={parts.reduce((sum, { blocks }) => sum + (blocks?.length ?? 0), 0)}
            onRestore={() => bringBack(parts)}
          />
        )}
      </section>
    </div>
  );
}

/** The same object while it says the same: whoever draws it would draw it anew. */
function useContent({ doc, changes }: Past, isWhoWrote: boolean, current: string | null): PastContent | null {
  return useMemo(() => {
    if (changes) return { kind: 'changes', changes, isWhoWrote, current };
    return doc && { kind: 'doc', doc };
  }, [doc, changes, isWhoWrote, current]);
}

function Notices({ isKept, changesError }: { isKept: boolean; changesError: Error | null }) {
  return (
    <>
      {isKept && (
        <p className={styles.notice} role="status">
          <CloudOff aria-hidden="true" />
          {t('history.offline')}
        </p>
      )}
      {changesError && (
        <p className={styles.notice} role="status">
          {t('history.noChanges', { reason: reasonOf(changesError) })}
        </p>
      )}
    </>
  );
}

function reasonOf(error: Error): string {
  return isAway(error) ? t('history.notLookedAt') : errorWords(error);
}
