import { ArrowLeft, Copy, Download, Ellipsis, Flag, ListTree, RotateCcw, Trash2 } from 'lucide-react';
import { t } from '../../lib/i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { IconMenu, type MenuItem } from '../../ui/menu.tsx';
import type { FileFormat } from './commands.ts';
import styles from './history-header.module.css';

interface HistoryHeaderProps {
  title: string;
  /** With the server there, and the right to write. */
  mayWrite: boolean;
  /** Shown is what the note is now, or it is being restored. */
  isRestoreOff: boolean;
  isTimelineOpen: boolean;
  onLeave: () => void;
  onRestore: () => void;
  onName: () => void;
  /** null: it may not be done here. */
  onCopy: (() => void) | null;
  onDownload: (format: FileFormat) => void;
  /** null: it may not be done here. */
  onPurge: (() => void) | null;
  onTimeline: () => void;
}

const formats: FileFormat[] = ['markdown', 'html', 'json'];

export function HistoryHeader(props: HistoryHeaderProps) {
  const { title, mayWrite, onCopy, onPurge } = props;
  const copy: MenuItem[] = onCopy
    ? [{ label: t('history.copy'), icon: <Copy aria-hidden="true" />, run: onCopy }]
    : [];
  const downloads = formats.map((format) => ({
    label: t(`history.download.${format}`),
    icon: <Download aria-hidden="true" />,
    run: () => props.onDownload(format),
  }));
  const purge: MenuItem[] = onPurge
    ? [{ kind: 'danger', label: t('history.purge'), icon: <Trash2 aria-hidden="true" />, run: onPurge }]
    : [];
  return (
    <header className={styles.header}>
      <IconButton label={t('history.back')} onClick={props.onLeave}>
        <ArrowLeft aria-hidden="true" className={styles.backIcon} />
      </IconButton>
      <h1 className={styles.title}>{t('history.titleOf', { title })}</h1>
      {mayWrite && (
        <Button
          kind="plain"
          className={styles.name}
          aria-label={t('history.nameVersion')}
          onClick={props.onName}
        >
          <Flag aria-hidden="true" />
          <span className={styles.words}>{t('history.nameVersion')}</span>
        </Button>
      )}
      <IconMenu
        label={t('history.actions')}
        icon={<Ellipsis aria-hidden="true" />}
        groups={[copy, downloads, purge].flatMap((items) => (items.length > 0 ? [{ items }] : []))}
      />
      <IconButton
        label={t('history.timeline')}
        className={styles.timeline}
        aria-expanded={props.isTimelineOpen}
        onClick={props.onTimeline}
      >
        <ListTree aria-hidden="true" />
      </IconButton>
      {mayWrite && (
        <Button
          kind="primary"
          aria-label={t('history.restore')}
          disabled={props.isRestoreOff}
          onClick={props.onRestore}
        >
          <RotateCcw aria-hidden="true" className={styles.restoreIcon} />
          <span className={styles.words}>{t('history.restore')}</span>
        </Button>
      )}
    </header>
  );
}
