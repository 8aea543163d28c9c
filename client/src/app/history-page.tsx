import { attachment_bytes_max_default } from '@scriptorium/shared/api/attachments.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useSession } from '../features/auth/session.ts';
import { PastNote } from '../features/editor/past-note.tsx';
import { HistoryMode } from '../features/history/history-mode.tsx';
import { useAccount } from '../features/notes/account-context.ts';
import { useNote } from '../features/notes/queries.ts';
import { t } from '../lib/i18n/i18n.ts';
import { useTitle } from '../lib/live-titles.ts';
import { titleParts } from '../lib/note-title.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { useLayout } from './layout-context.ts';
import { useSurroundings } from './use-surroundings.ts';

/** What a note was, and how it came to be what it is. */
export function HistoryPage() {
  const { noteId = '' } = useParams();
  const { person } = useLayout();
  const navigate = useNavigate();
  const account = useAccount();
  const bytes_max = useSession().data?.attachment_bytes_max ?? attachment_bytes_max_default;
  const files = useMemo(() => ({ account, noteId, bytes_max }), [account, noteId, bytes_max]);
  const surroundings = useSurroundings(noteId);
  const { note } = useNote(noteId);
  const title = titleParts(useTitle({ id: noteId, title: note?.title ?? '' })).text;
  useDocumentTitle(t('history.titleOf', { title }));
  return (
    <HistoryMode
      key={noteId}
      noteId={noteId}
      title={title}
      mayWrite={note !== undefined && note.trashed_with === null && may(note.role, 'note:write')}
      onLeave={() => void navigate(`/notes/${noteId}`)}
      drawNote={(state) => (
        <PastNote state={state} personId={person.id} files={files} surroundings={surroundings} />
      )}
    />
  );
}
