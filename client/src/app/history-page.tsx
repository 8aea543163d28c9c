import { attachment_bytes_max_default } from '@scriptorium/shared/api/attachments.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useSession } from '../features/auth/session.ts';
import { PastNote } from '../features/editor/past/past-note.tsx';
import { HistoryMode } from '../features/history/history-mode.tsx';
import { useAccount } from '../features/notes/account-context.ts';
import { useNote } from '../features/notes/queries.ts';
import { t } from '../lib/i18n/i18n.ts';
import { useTitle } from '../lib/live-titles.ts';
import { titleParts } from '../lib/note-title.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { rememberRestore } from './last-restore.ts';
import { useLayout } from './layout-context.ts';
import { useSurroundings } from './use-surroundings.ts';

/** What is the server's: a title that it mended, for instance. */
const server_color = '#57534e';

/** What a note was, and how it came to be what it is. `?show=authors`: who wrote it; `?since=visit`: my last visit. */
export function HistoryPage() {
  const { noteId = '' } = useParams();
  const asked = new URLSearchParams(useLocation().search);
  const { person } = useLayout();
  const navigate = useNavigate();
  const account = useAccount();
  const bytes_max = useSession().data?.attachment_bytes_max ?? attachment_bytes_max_default;
  const files = useMemo(() => ({ account, noteId, bytes_max }), [account, noteId, bytes_max]);
  const surroundings = useSurroundings(noteId);
  const { note } = useNote(noteId);
  const title = titleParts(useTitle({ id: noteId, title: note?.title ?? '' })).text;
  useDocumentTitle(t('history.titleOf', { title }));
  const { id: ownId, color: ownColor } = person;
  const colorOf = useCallback(
    (id: string | null) => (id === null ? server_color : id === ownId ? ownColor : presenceColor(id)),
    [ownId, ownColor],
  );
  const onCopied = useCallback((id: string) => void navigate(`/notes/${id}`), [navigate]);
  return (
    <HistoryMode
      key={noteId}
      noteId={noteId}
      personId={person.id}
      title={title}
      mayWrite={note !== undefined && note.trashed_with === null && may(note.role, 'history:restore')}
      mayPurge={note !== undefined && may(note.role, 'history:purge')}
      begin={
        asked.get('show') === 'authors' ? 'authors' : asked.get('since') === 'visit' ? 'visit' : 'before'
      }
      colorOf={colorOf}
      onLeave={() => void navigate(`/notes/${noteId}`)}
      onRestored={rememberRestore}
      onCopied={onCopied}
      drawNote={(content, colorOf) => (
        <PastNote
          content={content}
          colorOf={colorOf}
          personId={person.id}
          files={files}
          surroundings={surroundings}
        />
      )}
    />
  );
}
