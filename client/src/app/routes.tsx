import type { Person, SessionState } from '@scriptorium/shared/api/auth.ts';
import { type ComponentType, Suspense, useEffect } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { askSession, keepSession, useSession } from '../features/auth/session.ts';
import {
  loadEditorMessages,
  loadHistoryMessages,
  loadOrderMessages,
  loadNotificationMessages,
  loadSearchMessages,
  loadSharingMessages,
  loadWorkspaceMessages,
} from '../lib/i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { NotePage } from './note-page.tsx';
import { SettingsRoute } from './settings-route.tsx';
import { SignedInFrame } from './signed-in-frame.tsx';
import { StartPage } from './start-page.tsx';
import { Unreachable } from './unreachable.tsx';

const SignInPage = lazyPart(async () => (await import('../features/auth/sign-in-page.tsx')).SignInPage);
const SignUpPage = lazyPart(async () => (await import('../features/auth/sign-up-page.tsx')).SignUpPage);
const HistoryPage = lazyPart(async () => {
  const words = Promise.all([loadEditorMessages(), loadHistoryMessages()]);
  const [{ HistoryPage: page }] = await Promise.all([import('./history-page.tsx'), words]);
  return page;
});
const FindPage = lazyPart(async () => {
  const [{ FindPage: page }] = await Promise.all([import('./find-page.tsx'), loadSearchMessages()]);
  return page;
});
const ActivityRoute = lazyPart(async () => {
  const [{ ActivityRoute: page }] = await Promise.all([
    import('./activity-route.tsx'),
    loadNotificationMessages(),
  ]);
  return page;
});
const WorkspaceRoute = lazyPart(async () => {
  const [{ WorkspaceRoute: page }] = await Promise.all([
    import('./workspace-route.tsx'),
    loadWorkspaceMessages(),
  ]);
  return page;
});
const Doors = lazyPart(async () => {
  const words = Promise.all([loadWorkspaceMessages(), loadSharingMessages()]);
  const [{ Doors: page }] = await Promise.all([import('./doors.tsx'), words]);
  return page;
});
const HomePage = lazyPart(async () => (await import('./home-page.tsx')).HomePage);
const NewNotePage = lazyPart(async () => (await import('./new-note-page.tsx')).NewNotePage);
const PersonPage = lazyPart(async () => (await import('./person-page.tsx')).PersonPage);
const TagPage = ordered(async () => (await import('../features/notes/tag-page.tsx')).TagPage);
const TemplatesRoute = ordered(async () => (await import('./templates-route.tsx')).TemplatesRoute);
const TrashPage = ordered(async () => (await import('../features/notes/trash-page.tsx')).TrashPage);

function ordered(fetch: () => Promise<ComponentType>) {
  return lazyPart(async () => (await Promise.all([fetch(), loadOrderMessages()]))[0]);
}

/** The first two for everybody, the others for whoever is signed in. */
const doors = ['invite/:token', 'join/:token', 'sign-in', 'sign-up'];

export function AppRoutes() {
  const { data: session, error } = useSession();
  useEffect(() => {
    const life = new AbortController();
    keepSession(life.signal);
    return () => life.abort();
  }, []);
  if (!session) return error ? <Unreachable error={error} onRetry={() => void askSession()} /> : null;
  return session.person ? (
    <SignedIn person={session.person} session={session} />
  ) : (
    <Visitor session={session} />
  );
}

function SignedIn({ person, session }: { person: Person; session: SessionState }) {
  return (
    <Routes>
      <Route element={<SignedInFrame key={person.id} person={person} />}>
        <Route index element={<StartPage />} />
        <Route path="home" element={<HomePage />} />
        <Route path="activity" element={<ActivityRoute />} />
        <Route path="people/:personId" element={<PersonPage />} />
        <Route path="tags/:tag" element={<TagPage />} />
        <Route path="notes/:noteId" element={<NotePage />} />
        <Route path="notes/:noteId/history" element={<HistoryPage />} />
        <Route path="find" element={<FindPage />} />
        <Route path="search" element={<StartPage />} />
        <Route path="new" element={<NewNotePage />} />
        <Route path="templates" element={<TemplatesRoute />} />
        <Route path="trash" element={<TrashPage />} />
        <Route path="settings" element={<SettingsRoute />} />
        <Route path="workspaces/:workspaceId" element={<WorkspaceRoute />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
      {doors.map((path) => (
        <Route
          key={path}
          path={path}
          element={
            <Suspense fallback={null}>
              <Doors {...session} />
            </Suspense>
          }
        />
      ))}
    </Routes>
  );
}

function Visitor({ session }: { session: SessionState }) {
  const { pathname } = useLocation();
  const isFirst = session.sign_up === 'first';
  // Only a page of one's own is worth coming back to.
  const state = pathname === '/' ? undefined : { to: pathname };
  return (
    <Suspense fallback={null}>
      <Routes>
        <Route path="sign-up" element={<SignUpPage signUp={session.sign_up} />} />
        {!isFirst && <Route path="sign-in" element={<SignInPage mayJoin={session.sign_up === 'open'} />} />}
        {!isFirst &&
          doors.slice(0, 2).map((path) => <Route key={path} path={path} element={<Doors {...session} />} />)}
        <Route path="*" element={<Navigate to={isFirst ? '/sign-up' : '/sign-in'} state={state} replace />} />
      </Routes>
    </Suspense>
  );
}
