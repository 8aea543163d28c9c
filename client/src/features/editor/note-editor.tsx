/** A note, open: header, title, body. What belongs to other features (menu, banner) is handed in by the app. */
import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Editor } from '@tiptap/core';
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { setLiveTitle } from '../../lib/live-titles.ts';
import type { SyncConnection } from '../../sync/connection.ts';
import type { Documents } from '../../sync/documents.ts';
import type { NoteStatus, OpenNote } from '../../sync/open-note.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { lazyPart, preloadParts } from '../../ui/lazy-part.ts';
import { Message } from '../../ui/message.tsx';
import { NoteSkeleton } from '../../ui/note-skeleton.tsx';
import { BodyEditor, type BodyHandle } from './body-editor.tsx';
import { FollowLine } from './follow/follow-line.tsx';
import { tellWhenIdle } from './follow/idle.ts';
import { useFollow } from './follow/use-follow.ts';
import type { Files } from './media/use-media.ts';
import styles from './note-editor.module.css';
import { NoteHeader } from './note-header.tsx';
import type { Refusal } from './refusal-words.ts';
import { Refused, RefusedBanner } from './refused.tsx';
import type { Named, Surroundings } from './surroundings.ts';
import { TitleField } from './title-field.tsx';
import { type NoteTools, useNoteTools } from './use-note-tools.tsx';
import { useNotePart, useOpenNote } from './use-open-note.ts';
import { useQuietHeader } from './use-quiet-header.ts';
import './print/print.css';

const Backlinks = lazyPart(async () => (await import('./backlinks.tsx')).Backlinks);
const ComingBackCard = lazyPart(
  async () => (await import('./coming-back/coming-back-card.tsx')).ComingBackCard,
);
const FindBar = lazyPart(async () => (await import('./find/find-bar.tsx')).FindBar);

export interface NoteEditorProps {
  noteId: string;
  person: Person;
  connection: SyncConnection | null;
  workspaceName: string;
  files: Files;
  surroundings: Surroundings;
  /** The notes that link to this one. */
  backlinks: Named[];
  /** The API says that there is no such note, or not for this person. */
  isMissing: boolean;
  isTrashed: boolean;
  /** Just made: the title is waiting to be typed. */
  isNew: boolean;
  /** Drawn with what the open note can do. */
  menu: (tools: NoteTools) => ReactNode;
  banner: ReactNode;
  refusedActions: ReactNode;
  /** Called with the editor once it is there; what it gives back ends what was begun with it. */
  onEditor: (editor: Editor) => () => void;
  /** Puts what the note says into a new one, and opens that. */
  onKeepAsNew: (note: OpenNote) => Promise<void>;
}

export function NoteEditor(props: NoteEditorProps) {
  const note = useOpenNote(props.connection, props.noteId);
  const { connection } = props;
  if (!note || !connection) return <NoteSkeleton />;
  return (
    <ErrorBoundary title="app.brokenNote" resetKey={props.noteId}>
      <OpenedNote key={props.noteId} {...props} note={note} documents={connection.documents} />
    </ErrorBoundary>
  );
}

function OpenedNote({ note, ...props }: NoteEditorProps & { note: OpenNote; documents: Documents }) {
  const isLoaded = useNotePart(note, (status) => status.isLoaded);
  const isReadOnly = useNotePart(note, (status) => status.isReadOnly);
  const comingBack = useNotePart(note, (status) => status.comingBack);
  const refused = useNotePart(note, refusalOf);
  const body = useRef<BodyHandle>(null);
  const page = useRef<HTMLElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const title = useRef<HTMLTextAreaElement>(null);
  const refusal = refused ?? (props.isMissing ? 'forbidden' : null);
  const isEditable = !isReadOnly && !props.isTrashed && !refusal;
  const { noteId, onEditor } = props;
  useEffect(() => (editor ? onEditor(editor) : undefined), [editor, onEditor]);
  const onTitle = useCallback((text: string) => setLiveTitle(noteId, text), [noteId]);
  const toBody = useCallback(() => body.current?.focusStart(), []);
  const follow = useFollow(note, editor);
  const tools = useNoteTools(noteId, note, editor);
  useEffect(() => tellWhenIdle(note.awareness), [note]);
  useQuietHeader(page);
  // The layout has asked for the parts that it knows of; these came with the editor.
  useEffect(preloadParts, []);
  const toTitle = useCallback(() => title.current?.focus(), []);

  if (refusal && !isLoaded) return <Refused kind={refusal} actions={props.refusedActions} />;
  return (
    <article ref={page} className={styles.note} data-wide={tools.isWide || undefined}>
      <NoteHeader
        note={note}
        noteId={noteId}
        account={props.files.account}
        documents={props.documents}
        isReadOnly={isReadOnly}
        person={props.person}
        workspaceName={props.workspaceName}
        isTrashed={props.isTrashed}
        follow={follow}
        menu={props.menu(tools)}
      />
      {props.banner}
      {refusal && (
        <RefusedBanner
          note={note}
          account={props.files.account}
          kind={refusal}
          onKeepAsNew={props.onKeepAsNew}
        />
      )}
      {comingBack && (
        <Suspense fallback={null}>
          <ComingBackCard note={note} comingBack={comingBack} editor={editor} color={props.person.color} />
        </Suspense>
      )}
      {tools.isFinding && editor && (
        <Suspense fallback={null}>
          <FindBar editor={editor} isEditable={isEditable} onClose={tools.stopFinding} />
        </Suspense>
      )}
      {isLoaded ? (
        <div className={styles.column}>
          <TitleField
            ref={title}
            note={note}
            isEditable={isEditable}
            hasFocus={props.isNew}
            onTitle={onTitle}
            onLeave={toBody}
          />
          <BodyEditor
            ref={body}
            note={note}
            person={props.person}
            files={props.files}
            surroundings={props.surroundings}
            isEditable={isEditable}
            onLeave={toTitle}
            onEditor={setEditor}
          />
          {props.backlinks.length > 0 && (
            <Suspense fallback={null}>
              <Backlinks notes={props.backlinks} />
            </Suspense>
          )}
        </div>
      ) : (
        <NotHereYet note={note} />
      )}
      <FollowLine follow={follow} />
    </article>
  );
}

function refusalOf({ refusal, sync }: NoteStatus): Refusal | null {
  return refusal ?? (sync.reason === 'read_only' ? 'read_only' : null);
}

function NotHereYet({ note }: { note: OpenNote }) {
  const isUnreachable = useNotePart(note, ({ sync }) => sync.word === 'offline');
  if (!isUnreachable) return <NoteSkeleton />;
  return (
    <Message title={t('sync.notHereTitle')}>
      <p>{t('sync.notHereText')}</p>
    </Message>
  );
}
