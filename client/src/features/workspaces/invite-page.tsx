import type { Person } from '@scriptorium/shared/api/auth.ts';
import { type InvitationOffer, invitationOfferSchema } from '@scriptorium/shared/api/invitations.ts';
import { type Workspace, workspaceSchema } from '@scriptorium/shared/api/workspaces.ts';
import { type ReactNode, useState } from 'react';
import { ApiError, request } from '../../lib/api-client.ts';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { roleWords } from './role-words.ts';
import styles from './workspaces.module.css';

interface InvitePageProps {
  token: string;
  /** Null: nobody is signed in. */
  person: Person | null;
  /** The frame of pages that stand alone. */
  frame: (title: string, lead: string, content: ReactNode) => ReactNode;
  /** What somebody who is not signed in can do. */
  visitorActions: (offer: InvitationOffer) => ReactNode;
  onAccepted: (workspace: Workspace) => void;
  onDecline: () => void;
}

/** What an invitation offers, and taking it. */
export function InvitePage({ token, person, frame, visitorActions, onAccepted, onDecline }: InvitePageProps) {
  const { data: offer, error } = useAnswer(token, askOffer);
  const name = offer?.workspace_name ?? '';
  useDocumentTitle(offer ? t('workspaces.invited', { name }) : t('workspaces.invite'));
  if (error) {
    const isGone = error instanceof ApiError && error.kind === 'not_found';
    return frame(
      t('workspaces.inviteBad'),
      isGone ? t('workspaces.inviteBadText') : errorWords(error),
      <Button onClick={onDecline}>{t('workspaces.toNotes')}</Button>,
    );
  }
  if (!offer) {
    return frame(
      t('workspaces.invite'),
      '',
      <Skeleton label={t('workspaces.inviteLoading')} widths={[60, 40]} />,
    );
  }
  const role = t(roleWords[offer.role]);
  const lead = offer.invited_by
    ? t('workspaces.invitedBy', { who: offer.invited_by, role })
    : t('workspaces.invitedByNobody', { role });
  return frame(
    t('workspaces.invited', { name }),
    lead,
    person ? (
      <Acceptance token={token} person={person} onAccepted={onAccepted} onDecline={onDecline} />
    ) : (
      <div className={styles.choices}>{visitorActions(offer)}</div>
    ),
  );
}

interface AcceptanceProps extends Pick<InvitePageProps, 'token' | 'onAccepted' | 'onDecline'> {
  person: Person;
}

function Acceptance({ token, person, onAccepted, onDecline }: AcceptanceProps) {
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  async function accept(): Promise<void> {
    setSending(true);
    try {
      onAccepted(await request(`${pathOf(token)}/accept`, workspaceSchema, { method: 'POST' }));
    } catch (failure) {
      setError(failure);
      setSending(false);
    }
  }
  return (
    <div className={styles.choices}>
      {error !== null && <FormNote text={errorWords(error, { not_found: 'workspaces.inviteBadText' })} />}
      <Button kind="primary" isWide disabled={isSending} onClick={() => void accept()}>
        {t(isSending ? 'workspaces.accepting' : 'workspaces.accept')}
      </Button>
      <Button isWide onClick={onDecline}>
        {t('workspaces.decline')}
      </Button>
      <p className={styles.quiet}>{t('workspaces.acceptAs', { email: person.email })}</p>
    </div>
  );
}

function askOffer(token: string, signal: AbortSignal): Promise<InvitationOffer> {
  return request(pathOf(token), invitationOfferSchema, { signal });
}

function pathOf(token: string): string {
  return `/invitations/${encodeURIComponent(token)}`;
}
