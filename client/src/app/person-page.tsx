import { useParams } from 'react-router';
import { NoteLinks } from '../features/notes/note-links.tsx';
import { t } from '../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { Page } from '../ui/page.tsx';
import { useLayout } from './layout-context.ts';
import { useKnownPeople } from './people.ts';

/** Somebody's notes, as far as one can read them. */
export function PersonPage() {
  const { personId = '' } = useParams();
  const { person, notes = [] } = useLayout();
  const known = useKnownPeople(undefined).find(({ id }) => id === personId);
  const name = personId === person.id ? person.name : (known?.name ?? t('app.somebody'));
  useDocumentTitle(name);
  const theirs = notes.filter((note) => note.created_by === personId);
  return (
    <Page title={name} lead={t('app.notesBy', { count: theirs.length })}>
      <NoteLinks notes={theirs} />
    </Page>
  );
}
