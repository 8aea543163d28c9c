import { CloudOff, Copy, Ellipsis, Flag, Heading, RotateCcw, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { IconMenu, type MenuItem } from '../../ui/menu.tsx';
import { dateTime, type Entry, labelOf, namesOf, timesOf } from './entries.ts';
import { PersonDot } from './person-dot.tsx';
import styles from './timeline-entry.module.css';

/** The same object over time: the list is long. */
export interface EntryActions {
  choose: (entry: Entry) => void;
  /** null: I may only read it. */
  rename: ((version: Entry) => void) | null;
  removeName: ((version: Entry) => void) | null;
  takeBack: ((restore: Entry) => void) | null;
}

interface TimelineEntryProps {
  entry: Entry;
  isChosen: boolean;
  actions: EntryActions;
}

export function TimelineEntry({ entry, isChosen, actions }: TimelineEntryProps) {
  const items = itemsFor(entry, actions);
  return (
    <li className={styles.item} data-kind={entry.kind}>
      <button
        type="button"
        className={styles.entry}
        aria-current={isChosen || undefined}
        onClick={() => actions.choose(entry)}
      >
        {entry.kind === 'sitting' ? <Sitting entry={entry} /> : <Event entry={entry} />}
      </button>
      {items.length > 0 && (
        <IconMenu
          label={t('history.versionActions', { name: labelOf(entry) })}
          icon={<Ellipsis aria-hidden="true" />}
          className={styles.menu}
          groups={[{ items }]}
        />
      )}
    </li>
  );
}

function Sitting({ entry }: { entry: Entry }) {
  const { authors, offline, typed_from, typed_to } = entry;
  const typed =
    typed_from && typed_to
      ? t('history.typedOfflineFrom', { from: dateTime(typed_from), to: dateTime(typed_to) })
      : t('history.typedOffline');
  return (
    <>
      <span className={styles.line}>
        <span className={styles.times}>{timesOf(entry)}</span>
        {offline && (
          <span className={styles.offline} role="img" aria-label={typed} data-tooltip={typed}>
            <CloudOff aria-hidden="true" />
          </span>
        )}
        <Size entry={entry} />
      </span>
      <span className={styles.names}>
        <span className={styles.dots}>
          {authors.map(({ id }) => (
            <PersonDot key={id} id={id} />
          ))}
        </span>
        {namesOf(entry)}
      </span>
    </>
  );
}

/** What was done with the note as a whole. */
function Event({ entry }: { entry: Entry }) {
  const { icon, words } = eventOf(entry);
  return (
    <>
      <span className={styles.line}>
        {icon}
        <span className={styles.event}>{words}</span>
      </span>
      {entry.comment && <span className={styles.comment}>{entry.comment}</span>}
      <span className={styles.names}>
        {timesOf(entry)}, {namesOf(entry)}
      </span>
    </>
  );
}

function eventOf({ kind, name }: Entry): { icon: ReactNode; words: string } {
  switch (kind) {
    case 'version':
      return { icon: <Flag aria-hidden="true" />, words: name ?? '' };
    case 'restore':
      return { icon: <RotateCcw aria-hidden="true" />, words: t('history.entryRestore') };
    case 'revert':
      return { icon: <Undo2 aria-hidden="true" />, words: t('history.entryRevert') };
    case 'title':
      return { icon: <Heading aria-hidden="true" />, words: t('history.entryTitle', { name: name ?? '' }) };
    default:
      return { icon: <Copy aria-hidden="true" />, words: t('history.entryCopy') };
  }
}

function itemsFor(entry: Entry, { rename, removeName, takeBack }: EntryActions): MenuItem[] {
  if (entry.kind === 'version' && rename && removeName) {
    return [
      { label: t('history.rename'), run: () => rename(entry) },
      { label: t('history.removeName'), kind: 'danger', run: () => removeName(entry) },
    ];
  }
  const isTakenBack = entry.kind === 'restore' || entry.kind === 'revert';
  return isTakenBack && takeBack ? [{ label: t('history.takeBack'), run: () => takeBack(entry) }] : [];
}

function Size({ entry: { added, removed } }: { entry: Entry }) {
  return (
    <span className={styles.size}>
      {added > 0 && (
        <span className={styles.added} role="img" aria-label={t('history.added', { count: added })}>
          +{added}
        </span>
      )}{' '}
      {removed > 0 && (
        <span className={styles.removed} role="img" aria-label={t('history.removed', { count: removed })}>
          −{removed}
        </span>
      )}
    </span>
  );
}
