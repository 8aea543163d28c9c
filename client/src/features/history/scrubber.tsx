/** Where in the life of the note: drag it, step through it, play it. */
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight, Pause, Play } from 'lucide-react';
import type { CSSProperties } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import type { Entry } from './entries.ts';
import { type Speed, speeds } from './player.ts';
import styles from './scrubber.module.css';

interface ScrubberProps {
  first_seq: number;
  head_seq: number;
  seq: number;
  /** Who and when. */
  moment: string;
  /** Those of them that have a name stand out on it. */
  entries: readonly Entry[];
  isPlaying: boolean;
  mayPlay: boolean;
  speed: Speed;
  onSpeed: (speed: Speed) => void;
  onPlay: () => void;
  onSeq: (seq: number) => void;
  onStep: (by: -1 | 1, isSitting: boolean) => void;
  onScrubbing: (isScrubbing: boolean) => void;
}

export function Scrubber(props: ScrubberProps) {
  const { first_seq, head_seq, seq, moment, isPlaying, speed, onScrubbing } = props;
  const step = (by: -1 | 1, isSitting: boolean) => ({
    disabled: by < 0 ? seq <= first_seq : seq >= head_seq,
    onClick: () => props.onStep(by, isSitting),
  });
  return (
    <div className={styles.scrubber}>
      <div className={styles.buttons}>
        <IconButton label={t('history.earlierSitting')} hotkey="Shift ←" {...step(-1, true)}>
          <ChevronsLeft aria-hidden="true" />
        </IconButton>
        <IconButton label={t('history.earlier')} hotkey="←" {...step(-1, false)}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t(isPlaying ? 'history.pause' : 'history.play')}
          hotkey="Space"
          className={styles.play}
          disabled={!props.mayPlay}
          onClick={props.onPlay}
        >
          {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </IconButton>
        <IconButton label={t('history.later')} hotkey="→" {...step(1, false)}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
        <IconButton label={t('history.laterSitting')} hotkey="Shift →" {...step(1, true)}>
          <ChevronsRight aria-hidden="true" />
        </IconButton>
        <select
          className={styles.speed}
          aria-label={t('history.speed')}
          data-tooltip={t('history.speed')}
          value={speed}
          onChange={(event) => props.onSpeed(Number(event.target.value) as Speed)}
        >
          {speeds.map((each) => (
            <option key={each} value={each}>
              {each}×
            </option>
          ))}
        </select>
      </div>
      <div className={styles.track}>
        <Names {...props} />
        <input
          type="range"
          // biome-ignore lint/a11y/noAutofocus: the mode was asked for; its arrow keys step from the first moment
          autoFocus
          className={styles.range}
          style={
            { '--done': `${((seq - first_seq) / Math.max(1, head_seq - first_seq)) * 100}%` } as CSSProperties
          }
          aria-label={t('history.place')}
          aria-valuetext={moment}
          min={first_seq}
          max={head_seq}
          value={seq}
          onChange={(event) => props.onSeq(Number(event.target.value))}
          onPointerDown={() => onScrubbing(true)}
          onPointerUp={() => onScrubbing(false)}
          onPointerCancel={() => onScrubbing(false)}
          onBlur={() => onScrubbing(false)}
        />
      </div>
      <span className={styles.moment}>{moment}</span>
    </div>
  );
}

/** Also in the timeline, where they can be read. */
function Names({ entries, first_seq, head_seq }: ScrubberProps) {
  const length = Math.max(1, head_seq - first_seq);
  const versions = entries.filter(({ kind, to_seq }) => kind === 'version' && to_seq >= first_seq);
  return (
    <span className={styles.names} aria-hidden="true">
      {versions.map(({ id, to_seq }) => (
        <span
          key={id}
          className={styles.name}
          style={{ insetInlineStart: `${((to_seq - first_seq) / length) * 100}%` }}
        />
      ))}
    </span>
  );
}
