import { Suspense } from 'react';
import { NoteLinks } from '../features/notes/note-links.tsx';
import { favouritesOf } from '../features/notes/queries.ts';
import { useWorkspace } from '../features/notes/workspace.ts';
import { loadNotificationMessages, t } from '../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { Page, Section } from '../ui/page.tsx';
import { useLayout } from './layout-context.ts';
import { NoNotes } from './no-notes.tsx';
import { recentNotes } from './recent-notes.ts';

const Lately = lazyPart(async () => {
  const [{ Lately: part }] = await Promise.all([
    import('../features/notifications/lately.tsx'),
    loadNotificationMessages(),
  ]);
  return part;
});

/** What was written last, here and elsewhere, and what is dear. */
export function HomePage() {
  useDocumentTitle(t('app.home'));
  const { person, here: notes } = useLayout();
  const workspace = useWorkspace();
  if (!notes || notes.length === 0) return <NoNotes />;
  const opened = recentNotes(person.id, notes).slice(0, 8);
  const favourites = favouritesOf(notes);
  const changed = [...notes].sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1)).slice(0, 8);
  return (
    <Page title={t('app.home')}>
      {favourites.length > 0 && (
        <Section title={t('app.favourites')}>
          <NoteLinks notes={favourites} />
        </Section>
      )}
      {opened.length > 0 && (
        <Section title={t('app.recentlyOpened')}>
          <NoteLinks notes={opened} />
        </Section>
      )}
      <Section title={t('app.recentlyChanged')}>
        <NoteLinks notes={changed} />
      </Section>
      {workspace && (
        <Suspense fallback={null}>
          <Lately workspaceId={workspace.id} personId={person.id} />
        </Suspense>
      )}
    </Page>
  );
}
