/** At a change or a block that somebody points at: who and when, and how to have it back. */
import type { NoteChanges } from '@scriptorium/shared/api/history.ts';
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';
import { X } from 'lucide-react';
import { type Ref, useContext, useEffect, useRef } from 'react';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import styles from './change-card.module.css';
import { type BlockOffer, kindWordsOf, offersFor } from './block-offers.ts';
import { ColorContext } from './colors.ts';
import { dateTime, nameOf } from './entries.ts';
import type { Pointed } from './use-pointed.ts';

interface ChangeCardProps {
  ref: Ref<HTMLDivElement>;
  pointed: Pointed;
  changes: NoteChanges;
  head_seq: number;
  isWhoWrote: boolean;
  mayRestore: boolean;
  onRestore: (offer: BlockOffer) => void;
  onClose: () => void;
}

export function ChangeCard(props: ChangeCardProps) {
  const { ref, pointed, changes, head_seq, isWhoWrote, mayRestore, onRestore, onClose } = props;
  const colorOf = useContext(ColorContext);
  const place = useRef<HTMLDivElement>(null);
  const { element } = pointed;
  useEffect(() => {
    const { current: card } = place;
    if (!card) return;
    return autoUpdate(element, card, () => {
      const options = { placement: 'bottom-start', strategy: 'fixed' } as const;
      computePosition(element, card, {
        ...options,
        middleware: [offset(6), flip(), shift({ padding: 8 })],
      }).then(
        ({ x, y }) => card.style.setProperty('translate', `${x}px ${y}px`),
        () => {},
      );
    });
  }, [element]);

  const change = pointed.change === undefined ? undefined : changes.changes[pointed.change];
  const person = change && change.person !== null ? changes.people[change.person] : null;
  const name = nameOf(person);
  const was = kindWordsOf(change?.was);
  const offers = mayRestore ? offersFor(pointed, changes, head_seq) : [];
  return (
    <div ref={place} className={styles.place}>
      <section ref={ref} className={styles.card} aria-label={t('history.card')}>
        <div className={styles.about}>
          {change && <Avatar name={name} color={colorOf(person?.id ?? null)} isSmall />}
          <p role="status" className={styles.words}>
            <strong>{t(kindOf(change?.kind, isWhoWrote))}</strong>
            {change && (
              <>
                {' · '}
                {name}
                <br />
                <time dateTime={change.at}>{dateTime(change.at)}</time>
              </>
            )}
            {was && (
              <>
                <br />
                {t('history.was', { kind: t(was) })}
              </>
            )}
          </p>
          {pointed.isPinned && (
            <IconButton label={t('history.closeCard')} onClick={onClose}>
              <X aria-hidden="true" />
            </IconButton>
          )}
        </div>
        {offers.length > 0 && (
          <div className={styles.actions}>
            {offers.map((offer) => (
              <Button key={offer.words} onClick={() => onRestore(offer)}>
                {t(offer.words)}
              </Button>
            ))}
          </div>
        )}
      </section>
    </div>
  );
}

function kindOf(kind: NoteChanges['changes'][number]['kind'] | undefined, isWhoWrote: boolean): MessageId {
  if (!kind) return 'history.kind.none';
  return isWhoWrote ? 'history.kind.wrote' : `history.kind.${kind}`;
}
