import type { SessionState } from '@scriptorium/shared/api/auth.ts';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useSession } from '../features/auth/session.ts';
import { SignInPage } from '../features/auth/sign-in-page.tsx';
import { SignUpPage } from '../features/auth/sign-up-page.tsx';
import { TagPage } from '../features/notes/tag-page.tsx';
import { TrashPage } from '../features/notes/trash-page.tsx';
import { HomePage } from './home-page.tsx';
import { NewNotePage } from './new-note-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { NotePage } from './note-page.tsx';
import { SettingsRoute } from './settings-route.tsx';
import { SignedInFrame } from './signed-in-frame.tsx';
import { StartPage } from './start-page.tsx';
import { Unreachable } from './unreachable.tsx';

export function AppRoutes() {
  const { data: session, error, refetch } = useSession();
  if (!session) return error ? <Unreachable error={error} onRetry={() => void refetch()} /> : null;
  return session.person ? <SignedIn person={session.person} /> : <Visitor session={session} />;
}

function SignedIn({ person }: { person: NonNullable<SessionState['person']> }) {
  return (
    <Routes>
      <Route element={<SignedInFrame key={person.id} person={person} />}>
        <Route index element={<StartPage />} />
        <Route path="home" element={<HomePage />} />
        <Route path="tags/:tag" element={<TagPage />} />
        <Route path="notes/:noteId" element={<NotePage />} />
        <Route path="new" element={<NewNotePage />} />
        <Route path="trash" element={<TrashPage />} />
        <Route path="settings" element={<SettingsRoute />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
      <Route path="sign-in" element={<Entered />} />
      <Route path="sign-up" element={<Entered />} />
    </Routes>
  );
}

/** Back to where somebody was going before they had to sign in. */
function Entered() {
  const to: unknown = useLocation().state?.to;
  return <Navigate to={typeof to === 'string' ? to : '/'} replace />;
}

function Visitor({ session }: { session: SessionState }) {
  const { pathname } = useLocation();
  const isFirst = session.sign_up === 'first';
  // Only a page of one's own is worth coming back to.
  const state = pathname === '/' ? undefined : { to: pathname };
  return (
    <Routes>
      <Route path="sign-up" element={<SignUpPage signUp={session.sign_up} />} />
      {!isFirst && <Route path="sign-in" element={<SignInPage mayJoin={session.sign_up === 'open'} />} />}
      <Route path="*" element={<Navigate to={isFirst ? '/sign-up' : '/sign-in'} state={state} replace />} />
    </Routes>
  );
}
