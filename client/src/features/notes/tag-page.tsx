import { useParams } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { NoteLinks } from './note-links.tsx';
import { useLivingNotes } from './queries.ts';
import { hasTag } from './tags.ts';

export function TagPage() {
  const { tag = '' } = useParams();
  const notes = useLivingNotes()?.filter((note) => hasTag(note, tag));
  useDocumentTitle(`#${tag}`);
  return (
    <Page title={`#${tag}`} lead={t('notes.tagCount', { count: notes?.length ?? 0 })}>
      {notes ? (
        <NoteLinks notes={notes} />
      ) : (
        <Skeleton label={t('notes.loadingList')} widths={[60, 75, 50]} />
      )}
    </Page>
  );
}
