/** The addresses by which somebody comes in: invitations, and for guests and those who just did it, signing in. */
import type { SessionState } from '@scriptorium/shared/api/auth.ts';
import { useEffect } from 'react';
import { Navigate, useLocation } from 'react-router';
import { SignInPage } from '../features/auth/sign-in-page.tsx';
import { SignUpPage } from '../features/auth/sign-up-page.tsx';
import { InviteRoute } from './invite-route.tsx';
import { JoinRoute } from './join-route.tsx';

export function Doors({ person, sign_up }: Pick<SessionState, 'person' | 'sign_up'>) {
  const { pathname } = useLocation();
  if (pathname.startsWith('/invite/')) return <InviteRoute person={person} />;
  if (pathname.startsWith('/join/')) return <JoinRoute person={person} />;
  // A guest is signed in, and may still sign in with an account.
  if (!person?.is_guest) return <Entered />;
  if (pathname === '/sign-up') return <SignUpPage signUp={sign_up} />;
  return <SignInPage mayJoin={sign_up === 'open'} />;
}

/** Back to where somebody was going before they had to sign in. */
function Entered() {
  const { state, search } = useLocation();
  const to: unknown = state?.to;
  // The page of a link is the server's, not the app's.
  const page = /^\/s\/[\w/-]+$/.exec(new URLSearchParams(search).get('to') ?? '')?.[0];
  useEffect(() => {
    if (page) location.replace(page);
  }, [page]);
  if (page) return null;
  return <Navigate to={typeof to === 'string' ? to : '/'} replace />;
}
