import { attachment_bytes_max_default } from '@scriptorium/shared/api/attachments.ts';
import type { Editor } from '@tiptap/core';
import { History, PencilLine } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { useSession } from '../features/auth/session.ts';
import type { Files } from '../features/editor/media/use-media.ts';
import { useAccount } from '../features/notes/account-context.ts';
import { NoteMenu } from '../features/notes/note-menu.tsx';
import { useNote } from '../features/notes/queries.ts';
import type { NoteExtras } from '../features/notifications/note-news.tsx';
import { TrashBanner } from '../features/notes/trash-banner.tsx';
import { ApiError } from '../lib/api-client.ts';
import {
  loadCommentMessages,
  loadEditorMessages,
  loadNotificationMessages,
  loadOrderMessages,
  t,
} from '../lib/i18n/i18n.ts';
import { forgetLiveTitle, useTitle } from '../lib/live-titles.ts';
import { titleParts } from '../lib/note-title.ts';
import { shortcutText, useShortcuts } from '../lib/shortcuts.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import type { OpenNote } from '../sync/open-note.ts';
import { buttonClass } from '../ui/button.tsx';
import { latePart, lazyPart } from '../ui/lazy-part.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { NoteSkeleton } from '../ui/note-skeleton.tsx';
import { whenIdle } from '../ui/when-idle.ts';
import { undoRestores } from './last-restore.ts';
import { useLayout } from './layout-context.ts';
import { rememberNote } from './recent-notes.ts';
import { ShareButton } from './share-button.tsx';
import { useBacklinks, useSurroundings } from './use-surroundings.ts';

const TemplateBanner = lazyPart(
  async () =>
    (await Promise.all([import('../features/notes/template-banner.tsx'), loadOrderMessages()]))[0]
      .TemplateBanner,
);
const loadEditor = () => import('../features/editor/note-editor.tsx');
const NoteEditor = lazy(async () => {
  const [{ NoteEditor: part }] = await Promise.all([loadEditor(), loadEditorMessages()]);
  return { default: part };
});
const NoteComments = latePart(async () => {
  const [{ NoteComments: part }] = await Promise.all([import('./note-comments.tsx'), loadCommentMessages()]);
  return part;
});
// Most of the app's code: it comes while the session is asked for or somebody signs in. Failing now, it is tried again.
loadEditor().catch(() => {});

export function NotePage() {
  const { noteId = '' } = useParams();
  const { person, connection, workspaces } = useLayout();
  const account = useAccount();
  const navigate = useNavigate();
  const isNew: unknown = useLocation().state?.isNew;
  const { note, error } = useNote(noteId);
  const title = useTitle({ id: noteId, title: note?.title ?? '' });
  const isMissing =
    error instanceof ApiError && ['not_found', 'forbidden', 'invalid_request'].includes(error.kind);
  const isTrashed = Boolean(note?.trashed_with);
  const workspace = workspaces?.find((each) => each.id === note?.workspace_id);
  const files = useFiles(noteId);
  const surroundings = useSurroundings(noteId);
  const backlinks = useBacklinks(noteId);
  useDocumentTitle(isMissing ? t('app.notFound') : titleParts(title).text);

  useEffect(() => {
    if (note && !note.trashed_with) rememberNote(person.id, note.id);
  }, [note, person.id]);
  useEffect(() => () => forgetLiveTitle(noteId), [noteId]);

  const openHistory = (query = '') => void navigate(`/notes/${noteId}/history${query}`);
  const extras = useExtras(noteId, () => openHistory('?since=visit'));
  useShortcuts([{ shortcut: 'history', run: () => openHistory() }]);
  const onEditor = useCallback((editor: Editor) => undoRestores(noteId, editor), [noteId]);

  async function keepAsNew(open: OpenNote): Promise<void> {
    if (!connection) return;
    const { keepAsNewNote } = await import('./keep-as-new-note.ts');
    const kept = await keepAsNewNote(open, connection, account);
    await navigate(`/notes/${kept}`);
  }

  return (
    <Suspense fallback={<NoteSkeleton />}>
      <NoteEditor
        noteId={noteId}
        person={person}
        connection={connection}
        files={files}
        surroundings={surroundings}
        backlinks={backlinks}
        workspaceName={workspace?.name ?? ''}
        isMissing={isMissing}
        isTrashed={isTrashed}
        isNew={isNew === true}
        menu={(tools) =>
          note && (
            <>
              {!isTrashed && <ShareButton note={{ ...note, title }} personId={person.id} />}
              <Suspense fallback={null}>
                <NoteComments note={note} tools={tools} />
              </Suspense>
              <NoteMenu
                note={{ ...note, title }}
                tools={{ ...tools, items: [...historyItems(openHistory), ...extras.items, ...tools.items] }}
                createdBy={note.created_by === person.id ? person.name : null}
              />
            </>
          )
        }
        banner={
          note &&
          (isTrashed ? (
            <TrashBanner note={note} />
          ) : note.is_template ? (
            <TemplateBanner note={note} />
          ) : (
            extras.banner
          ))
        }
        onEditor={onEditor}
        onKeepAsNew={keepAsNew}
        refusedActions={
          <Link to="/" className={buttonClass('primary')} reloadDocument>
            {t('app.toNotes')}
          </Link>
        }
      />
    </Suspense>
  );
}

function historyItems(open: (query?: string) => void): MenuItem[] {
  return [
    {
      label: t('editor.history'),
      icon: <History aria-hidden="true" />,
      hotkey: shortcutText('history'),
      run: () => open(),
    },
    {
      label: t('editor.authors'),
      icon: <PencilLine aria-hidden="true" />,
      run: () => open('?show=authors'),
    },
  ];
}

const none: NoteExtras = { items: [], banner: null };

function useExtras(noteId: string, onShow: () => void): NoteExtras {
  const [extras, tell] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each note; the way to its history stays the same
  useEffect(() => {
    const life = new AbortController();
    new Promise<void>(whenIdle)
      .then(() =>
        Promise.all([import('../features/notifications/note-news.tsx'), loadNotificationMessages()]),
      )
      .then(([{ watchNews }]) => watchNews({ noteId, onShow, tell }, life.signal))
      .catch(() => {});
    return () => {
      life.abort();
      tell(none);
    };
  }, [noteId]);
  return extras;
}

/** What the files of the note need: who keeps and sends them, and how large they may be. */
function useFiles(noteId: string): Files {
  const account = useAccount();
  const bytes_max = useSession().data?.attachment_bytes_max ?? attachment_bytes_max_default;
  return useMemo(() => ({ account, noteId, bytes_max }), [account, noteId, bytes_max]);
}
