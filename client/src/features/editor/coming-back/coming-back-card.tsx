import type { Editor } from '@tiptap/core';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../lib/i18n/i18n.ts';
import type { ComingBack } from '../../../sync/coming-back.ts';
import type { OpenNote } from '../../../sync/open-note.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import styles from './coming-back-card.module.css';
import { SideMarks } from './side-marks.ts';

interface ComingBackCardProps {
  note: OpenNote;
  comingBack: ComingBack;
  editor: Editor | null;
  /** Of the person who was away. */
  color: string;
}

/** After a long time apart in which both sides wrote: how much, and where. It waits until it is dismissed. */
export function ComingBackCard({ note, comingBack, editor, color }: ComingBackCardProps) {
  const { own, others, overlap } = comingBack;
  const marks = useRef<SideMarks | null>(null);
  const [current, setCurrent] = useState<number | null>(null);
  const changes = comingBack.changes.filter((change) => !change.isTitle);

  // biome-ignore lint/correctness/useExhaustiveDependencies: marks belong to one editor and one coming back
  useEffect(() => {
    return () => {
      marks.current?.destroy();
      marks.current = null;
      setCurrent(null);
    };
  }, [editor, comingBack]);

  function show(index: number): void {
    if (!editor) return;
    editor.view.dom.style.setProperty('--own-person', color);
    marks.current ??= new SideMarks(editor, note.doc, changes);
    const next = (index + changes.length) % changes.length;
    marks.current.show(next);
    setCurrent(next);
  }

  return (
    <section className={`${styles.card} no-print`} aria-label={t('back.title')}>
      <p role="status">{t('back.text', { own, others, overlap })}</p>
      <div className={styles.actions}>
        {current === null ? (
          changes.length > 0 && <Button onClick={() => show(0)}>{t('back.show')}</Button>
        ) : (
          <>
            <IconButton label={t('back.previous')} onClick={() => show(current - 1)}>
              <ChevronUp aria-hidden="true" />
            </IconButton>
            <IconButton label={t('back.next')} onClick={() => show(current + 1)}>
              <ChevronDown aria-hidden="true" />
            </IconButton>
            <span className={styles.position} aria-live="polite">
              {t('back.position', { current: current + 1, count: changes.length })} (
              {t(changes[current]?.side === 'own' ? 'back.yours' : 'back.theirs')})
            </span>
          </>
        )}
        <Button kind="plain" onClick={() => note.dismissComingBack()}>
          {t('back.dismiss')}
        </Button>
      </div>
    </section>
  );
}
