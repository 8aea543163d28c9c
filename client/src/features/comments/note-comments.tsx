/**
 * The comments of an open note: the button in its header, the pieces of text that they are about, and the panel beside it.
 * All of it comes after the editor, which knows nothing of comments but where they are drawn.
 */
import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Editor } from '@tiptap/core';
import { MessageSquare } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../lib/i18n/i18n.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import type { Account } from '../../sync/account/account.ts';
import type { Words } from '../../sync/comments/acts.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import { IconButton } from '../../ui/button.tsx';
import { type CommentsFrame, FrameContext, type Named } from './comments-context.ts';
import { CommentsPanel } from './comments-panel.tsx';
import type { Range } from './anchors.ts';
import type { DrawnComments } from './drawn-comments.ts';
import type { Filter } from './listed-threads.ts';
import styles from './note-comments.module.css';
import { SelectionButton } from './selection-button.tsx';
import { useDrawnComments } from './use-drawn-comments.ts';
import { type OpenComments, useCommentsState, useNoteComments } from './use-note-comments.ts';

export interface NoteCommentsProps {
  note: OpenNote;
  /** Null until the note's text is there. */
  editor: Editor | null;
  person: Person;
  account: Account;
  mayComment: boolean;
  mayModerate: boolean;
  findPeople: () => Promise<Named[]>;
  /** The thread that the address asks for. */
  wanted: string | null;
}

export function NoteCommentsPart(props: NoteCommentsProps) {
  const open = useNoteComments(props.account, props.person.id, props.note);
  return open && <Opened {...props} {...open} />;
}

type OpenedProps = NoteCommentsProps & OpenComments;

function Opened(props: OpenedProps) {
  const { note, editor, person, comments, copies, mayComment, mayModerate, findPeople, wanted } = props;
  const state = useCommentsState(comments.state);
  const { drawn, places } = useDrawnComments(editor, note, comments, mayComment);
  const [isOpen, setOpen] = useState(wanted !== null);
  const [filter, setFilter] = useState<Filter>('open');
  const [current, choose] = useCurrent(drawn, wanted);
  const [written, setWritten] = useState<string | null>(null);
  const news = useNews(isOpen, props);
  const thread = useNewThread(props, drawn, () => {
    setFilter('open');
    setOpen(true);
  });
  const unread = state.threads.reduce((sum, each) => sum + (each.is_resolved ? 0 : each.unread), 0);
  const { id, name, color } = person;
  const frame = useMemo<CommentsFrame>(() => {
    const own = { id, name, color };
    const people = new Map(state.people).set(id, own);
    const act: CommentsFrame['act'] = (each) => comments.do(each);
    return { noteId: note.noteId, own, people, findPeople, mayComment, mayModerate, drafts: copies, act };
  }, [id, name, color, state.people, note, findPeople, mayComment, mayModerate, copies, comments]);

  useMarkClicks(editor, drawn, (found) => {
    setFilter('open');
    setOpen(true);
    choose(found);
  });
  function close(): void {
    setOpen(false);
    thread.cancel();
    choose(null);
    editor?.view.focus();
  }
  // Beside the page, not in it: the page is narrower then, and scrolls by itself.
  const place = document.getElementById('main')?.parentElement;
  return (
    <FrameContext value={frame}>
      <IconButton
        label={t('comments.button', { unread })}
        className={styles.button}
        aria-expanded={isOpen}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        <MessageSquare aria-hidden="true" />
        {unread > 0 && (
          <span className={styles.count} aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </IconButton>
      {editor && mayComment && <SelectionButton editor={editor} onBegin={thread.begin} />}
      {isOpen &&
        place &&
        createPortal(
          <CommentsPanel
            state={state}
            places={places}
            filter={filter}
            current={current}
            written={written}
            begun={thread.begun}
            news={news}
            onFilter={setFilter}
            onChoose={choose}
            onShow={(each) => drawn?.scrollTo(each)}
            onBegin={thread.beginOnNote}
            onStart={async (words) => setWritten(await thread.start(words))}
            onCancel={thread.cancel}
            onClose={close}
          />,
          place,
        )}
    </FrameContext>
  );
}

/** The thread that is looked at; its piece of the text stands out. */
function useCurrent(
  drawn: DrawnComments | null,
  wanted: string | null,
): [string | null, (id: string | null) => void] {
  const [current, setCurrent] = useState(wanted);
  useEffect(() => drawn?.setCurrent(current), [drawn, current]);
  useEffect(() => {
    if (wanted === null) return;
    setCurrent(wanted);
    drawn?.scrollTo(wanted);
  }, [drawn, wanted]);
  return [current, setCurrent];
}

/** Looked at, they are read; which of them were new is shown as long as the panel is open. */
function useNews(isOpen: boolean, { comments }: OpenedProps): ReadonlySet<string> {
  const { threads } = useCommentsState(comments.state);
  const [news, setNews] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (!isOpen) return setNews(new Set());
    const unread = threads.flatMap((thread) => thread.comments.filter((each) => each.isUnread));
    if (unread.length === 0 || document.hidden) return;
    setNews((known) => new Set([...known, ...unread.map(({ id }) => id)]));
    comments.markRead();
  }, [isOpen, threads, comments]);
  return news;
}

interface Begun {
  quote: string | null;
  range: Range | null;
}

/** A thread that somebody begins: on what they selected, else on the note. */
function useNewThread(
  { editor, comments, mayComment }: OpenedProps,
  drawn: DrawnComments | null,
  onBegin: () => void,
) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const latest = useRef(onBegin);
  latest.current = onBegin;
  const beginOn = useCallback(
    (next: Begun) => {
      setBegun(next);
      drawn?.setPending(next.range);
      latest.current();
    },
    [drawn],
  );
  const begin = useCallback(() => {
    if (!editor || !drawn) return;
    const { from, to } = editor.state.selection;
    const found = from < to ? drawn.anchorAt({ from, to }) : null;
    beginOn(found ? { quote: found.quote, range: { from, to } } : { quote: null, range: null });
  }, [editor, drawn, beginOn]);
  useShortcuts([{ ...(mayComment ? { shortcut: 'comment' } : {}), run: begin }]);
  useEffect(() => {
    if (!editor) return;
    const { commentMarks } = editor.storage;
    commentMarks.begin = mayComment ? begin : null;
    return () => {
      commentMarks.begin = null;
    };
  }, [editor, mayComment, begin]);

  const cancel = () => {
    setBegun(null);
    drawn?.setPending(null);
  };
  /** @returns the id of the thread */
  const start = async (words: Words): Promise<string> => {
    const [thread_id, comment_id] = [crypto.randomUUID(), crypto.randomUUID()];
    // Somebody may have typed in the text meanwhile.
    const range = drawn?.pending;
    const text = range ? drawn?.anchorAt(range) : null;
    const quote = begun?.quote ?? null;
    const about = text ?? { anchor: null, quote: null };
    await comments.do({
      name: 'start',
      ...about,
      thread_id,
      comment_id,
      ...words,
      // What it was about was deleted while they wrote: then the words themselves say it.
      text: !text && quote !== null ? `“${quote}”\n\n${words.text}` : words.text,
    });
    cancel();
    return thread_id;
  };
  return { begun, begin, beginOnNote: () => beginOn({ quote: null, range: null }), start, cancel };
}

/** A click on a piece of text that was commented on opens what was said. */
function useMarkClicks(
  editor: Editor | null,
  drawn: DrawnComments | null,
  onFound: (id: string) => void,
): void {
  const latest = useRef(onFound);
  latest.current = onFound;
  useEffect(() => {
    if (!editor || !drawn) return;
    const { view } = editor;
    const onClick = (event: MouseEvent) => {
      const isMark = event.target instanceof Element && event.target.closest('.comment-mark');
      const found = isMark && view.posAtCoords({ left: event.clientX, top: event.clientY });
      const id = found ? drawn.at(found.pos) : null;
      if (id !== null) latest.current(id);
    };
    const { dom } = view;
    dom.addEventListener('click', onClick);
    return () => dom.removeEventListener('click', onClick);
  }, [editor, drawn]);
}
