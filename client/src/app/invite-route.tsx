import type { Person } from '@scriptorium/shared/api/auth.ts';
import { Link, useNavigate, useParams } from 'react-router';
import { AuthFrame } from '../features/auth/auth-frame.tsx';
import { InvitePage } from '../features/workspaces/invite-page.tsx';
import { chooseWorkspace } from '../lib/chosen-workspace.ts';
import { t } from '../lib/i18n/i18n.ts';
import { buttonClass } from '../ui/button.tsx';

/** The address of an invitation. Who is not signed in comes back to it, or joins with their new account. */
export function InviteRoute({ person }: { person: Person | null }) {
  const { token = '' } = useParams();
  const navigate = useNavigate();
  return (
    <InvitePage
      token={token}
      person={person}
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
            {t('workspaces.makeAccount')}
          </Link>
          <Link to="/sign-in" state={{ to: `/invite/${token}` }} className={buttonClass('quiet', true)}>
            {t('workspaces.signIn')}
          </Link>
        </>
      )}
      onAccepted={({ id }) => {
        chooseWorkspace(id);
        void navigate('/home');
      }}
      onDecline={() => void navigate('/')}
    />
  );
}
