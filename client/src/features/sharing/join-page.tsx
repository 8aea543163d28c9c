import type { Person } from '@scriptorium/shared/api/auth.ts';
import {
  acceptedNoteInvitationSchema,
  type NoteInvitationOffer,
  noteInvitationOfferSchema,
} from '@scriptorium/shared/api/note-access.ts';
import { type ReactNode, useState } from 'react';
import { ApiError, request } from '../../lib/api-client.ts';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './sharing.module.css';
import { roleWords } from './words.ts';

interface JoinPageProps {
  token: string;
  /** Null: nobody is signed in with an account. */
  person: Person | null;
  /** The frame of pages that stand alone. */
  frame: (title: string, lead: string, content: ReactNode) => ReactNode;
  /** What somebody without an account can do. */
  visitorActions: (offer: NoteInvitationOffer) => ReactNode;
  onAccepted: (noteId: string) => void;
  onDecline: () => void;
}

/** Which note an invitation opens, and taking it up. */
export function JoinPage({ token, person, frame, visitorActions, onAccepted, onDecline }: JoinPageProps) {
  const { data: offer, error } = useAnswer(token, askOffer);
  const title = offer ? t('sharing.joinTitle', { title: titleParts(offer.title).text }) : t('sharing.join');
  useDocumentTitle(title);
  if (error) {
    const isGone = error instanceof ApiError && error.kind === 'not_found';
    return frame(
      t('sharing.joinBad'),
      isGone ? t('sharing.joinBadText') : errorWords(error),
      <Button onClick={onDecline}>{t('sharing.toNotes')}</Button>,
    );
  }
  if (!offer) return frame(title, '', <Skeleton label={t('sharing.joinLoading')} widths={[60, 40]} />);
  const role = t(roleWords[offer.role]);
  const lead = offer.invited_by
    ? t('sharing.joinBy', { who: offer.invited_by, role })
    : t('sharing.joinByNobody', { role });
  return frame(
    title,
    lead,
    person ? (
      <Acceptance token={token} person={person} onAccepted={onAccepted} onDecline={onDecline} />
    ) : (
      <div className={styles.choices}>{visitorActions(offer)}</div>
    ),
  );
}

interface AcceptanceProps extends Pick<JoinPageProps, 'token' | 'onAccepted' | 'onDecline'> {
  person: Person;
}

function Acceptance({ token, person, onAccepted, onDecline }: AcceptanceProps) {
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  async function accept(): Promise<void> {
    setSending(true);
    try {
      const path = `${pathOf(token)}/accept`;
      onAccepted((await request(path, acceptedNoteInvitationSchema, { method: 'POST' })).note_id);
    } catch (failure) {
      setError(failure);
      setSending(false);
    }
  }
  return (
    <div className={styles.choices}>
      {error !== null && <FormNote text={errorWords(error, { not_found: 'sharing.joinBadText' })} />}
      <Button kind="primary" isWide disabled={isSending} onClick={() => void accept()}>
        {t(isSending ? 'sharing.joinAccepting' : 'sharing.joinAccept')}
      </Button>
      <Button isWide onClick={onDecline}>
        {t('sharing.joinDecline')}
      </Button>
      <p className={styles.quiet}>{t('sharing.joinAs', { email: person.email })}</p>
    </div>
  );
}

function askOffer(token: string, signal: AbortSignal): Promise<NoteInvitationOffer> {
  return request(pathOf(token), noteInvitationOfferSchema, { signal });
}

function pathOf(token: string): string {
  return `/note-invitations/${encodeURIComponent(token)}`;
}
