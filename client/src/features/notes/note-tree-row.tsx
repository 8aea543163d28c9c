import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { ChevronRight, Ellipsis, FileText, Plus } from 'lucide-react';
import { type CSSProperties, memo, useRef } from 'react';
import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { useTitle } from '../../lib/live-titles.ts';
import { titleParts } from '../../lib/note-title.ts';
import { IconButton } from '../../ui/button.tsx';
import { IconMenu } from '../../ui/menu.tsx';
import { NoteMark } from './note-mark.tsx';
import styles from './note-tree.module.css';
import { RenameField } from './rename-field.tsx';
import { levelOfDrop, type Zone } from './tree-moves.ts';
import type { TreeRow } from './tree-rows.ts';
import { useNoteActions } from './use-note-actions.ts';
import { useNoteMenu } from './use-note-menu.tsx';

interface NoteTreeRowProps {
  row: TreeRow;
  at: number;
  isOpen: boolean;
  isTabStop: boolean;
  isRenaming: boolean;
  dropZone: Zone | null;
  onFocused: (id: string) => void;
  onRename: (id: string | null) => void;
  onFold: (id: string, isExpanded: boolean) => void;
}

export const NoteTreeRow = memo(function NoteTreeRow(props: NoteTreeRowProps) {
  const { row, at, isOpen, isTabStop, dropZone, onFocused, onRename } = props;
  const { note, level } = row;
  const title = useTitle(note);
  const element = useRef<HTMLDivElement>(null);
  const actions = useNoteActions();

  function finishRenaming(renamed: string | null): void {
    onRename(null);
    if (renamed !== null && renamed !== title) void actions.rename(note, renamed);
    requestAnimationFrame(() => element.current?.focus());
  }

  return (
    <div
      ref={element}
      className={styles.row}
      style={{ '--at': at, '--level': level } as CSSProperties}
      role="treeitem"
      tabIndex={isTabStop ? 0 : -1}
      aria-label={titleParts(title).text}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.hasChildren ? row.isExpanded : undefined}
      aria-current={isOpen ? 'page' : undefined}
      aria-selected={isOpen}
      data-row={note.id}
      data-drop={dropZone}
      onFocus={() => onFocused(note.id)}
    >
      {dropZone && dropZone !== 'inside' && (
        <span className={styles.line} style={{ '--level': levelOfDrop(row, dropZone) } as CSSProperties} />
      )}
      {props.isRenaming ? (
        <RenameField title={title} onDone={finishRenaming} />
      ) : (
        <RowContent {...props} title={title} />
      )}
    </div>
  );
});

function RowContent({ row, title, isTabStop, onRename, onFold }: NoteTreeRowProps & { title: string }) {
  const { note, hasChildren, isExpanded } = row;
  const { emoji, text } = titleParts(title);
  return (
    <>
      {hasChildren ? (
        <button
          type="button"
          className={styles.fold}
          tabIndex={-1}
          aria-hidden="true"
          data-expanded={isExpanded || undefined}
          onClick={() => onFold(note.id, !isExpanded)}
        >
          <ChevronRight size={14} aria-hidden="true" />
        </button>
      ) : (
        <span className={styles.fold} />
      )}
      <Link
        to={`/notes/${note.id}`}
        className={styles.link}
        tabIndex={-1}
        draggable={may(note.role, 'note:move')}
        onDoubleClick={() => may(note.role, 'note:write') && onRename(note.id)}
      >
        <span className={styles.icon} aria-hidden="true">
          {emoji ?? <FileText />}
        </span>
        <span className={styles.title}>{text}</span>
        <NoteMark noteId={note.id} />
      </Link>
      <RowTools note={note} title={title} tabIndex={isTabStop ? 0 : -1} onRename={onRename} onFold={onFold} />
    </>
  );
}

interface RowToolsProps extends Pick<NoteTreeRowProps, 'onRename' | 'onFold'> {
  note: Note;
  title: string;
  tabIndex: number;
}

function RowTools({ note, title, tabIndex, onRename, onFold }: RowToolsProps) {
  const { newNote } = useNoteActions();
  const groups = useNoteMenu({ ...note, title }, { onRename: () => onRename(note.id) });
  const { text } = titleParts(title);
  const addInside = () => {
    onFold(note.id, true);
    void newNote({ parent_id: note.id });
  };
  return (
    <span className={styles.tools}>
      {may(note.role, 'workspace:create_note') && (
        <IconButton
          label={t('notes.newInside', { title: text })}
          className={styles.tool}
          tabIndex={tabIndex}
          onClick={addInside}
        >
          <Plus aria-hidden="true" />
        </IconButton>
      )}
      <IconMenu
        label={t('notes.actionsFor', { title: text })}
        icon={<Ellipsis aria-hidden="true" />}
        className={styles.tool}
        tabIndex={tabIndex}
        align="start"
        groups={groups}
      />
    </span>
  );
}
