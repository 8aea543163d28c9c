import type { Person } from '@scriptorium/shared/api/auth.ts';
import { Link, useNavigate, useParams } from 'react-router';
import { AuthFrame } from '../features/auth/auth-frame.tsx';
import { JoinPage } from '../features/sharing/join-page.tsx';
import { t } from '../lib/i18n/i18n.ts';
import { buttonClass } from '../ui/button.tsx';

/** The address of an invitation to a note. Who has no account comes in with their new one. */
export function JoinRoute({ person }: { person: Person | null }) {
  const { token = '' } = useParams();
  const navigate = useNavigate();
  return (
    <JoinPage
      token={token}
      person={person?.is_guest ? null : person}
      frame={(title, lead, content) => (
        <AuthFrame title={title} lead={lead}>
          {content}
        </AuthFrame>
      )}
      visitorActions={({ email }) => (
        <>
          <Link
            to="/sign-up"
            state={{ to: '/home', invitation: token, email }}
            className={buttonClass('primary', true)}
          >
            {t('sharing.joinMakeAccount')}
          </Link>
          <Link to="/sign-in" state={{ to: `/join/${token}` }} className={buttonClass('quiet', true)}>
            {t('sharing.joinSignIn')}
          </Link>
        </>
      )}
      onAccepted={(noteId) => void navigate(`/notes/${noteId}`)}
      onDecline={() => void navigate('/')}
    />
  );
}
