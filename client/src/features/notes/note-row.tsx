import type { Note } from '@scriptorium/shared/api/notes.ts';
import { title_length_max } from '@scriptorium/shared/api/notes.ts';
import { Ellipsis, FileText, Link2, PencilLine, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { useTitle } from '../../lib/live-titles.ts';
import { titleParts } from '../../lib/note-title.ts';
import { IconMenu } from '../../ui/menu.tsx';
import styles from './note-list.module.css';
import { useNoteActions } from './use-note-actions.ts';

export function NoteRow({ note, isActive }: { note: Note; isActive: boolean }) {
  const title = useTitle(note);
  const { emoji, text } = titleParts(title);
  const actions = useNoteActions();
  const [isRenaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);

  function finish(renamed: string | null): void {
    setRenaming(false);
    if (renamed !== null && renamed !== title) void actions.rename(note, renamed);
    requestAnimationFrame(() => link.current?.focus());
  }

  if (isRenaming) return <RenameField title={title} onDone={finish} />;
  return (
    <li className={styles.row} data-active={isActive || undefined}>
      <Link
        ref={link}
        to={`/notes/${note.id}`}
        className={styles.link}
        aria-current={isActive ? 'page' : undefined}
        data-note-link=""
        onKeyDown={(event) => event.key === 'F2' && setRenaming(true)}
        onDoubleClick={() => setRenaming(true)}
      >
        <span className={styles.icon} aria-hidden="true">
          {emoji ?? <FileText />}
        </span>
        <span className={styles.title}>{text}</span>
      </Link>
      <IconMenu
        label={t('notes.actionsFor', { title: text })}
        icon={<Ellipsis aria-hidden="true" />}
        className={styles.more ?? ''}
        align="start"
        groups={[
          {
            items: [
              {
                label: t('notes.rename'),
                icon: <PencilLine aria-hidden="true" />,
                hotkey: 'F2',
                run: () => setRenaming(true),
              },
              {
                label: t('notes.copyLink'),
                icon: <Link2 aria-hidden="true" />,
                run: () => actions.copyLink(note),
              },
            ],
          },
          {
            items: [
              {
                kind: 'danger',
                label: t('notes.moveToTrash'),
                icon: <Trash2 aria-hidden="true" />,
                run: () => void actions.trash({ ...note, title }),
              },
            ],
          },
        ]}
      />
    </li>
  );
}

function RenameField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const isDone = useRef(false);
  const done = (value: string | null) => {
    // Leaving the field by Enter or Escape blurs it too: the first one counts.
    if (isDone.current) return;
    isDone.current = true;
    onDone(value);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') done(event.currentTarget.value.trim());
    if (event.key === 'Escape') done(null);
  };
  return (
    <li className={styles.row}>
      <input
        className={styles.rename}
        aria-label={t('notes.titleOfNote')}
        defaultValue={title}
        maxLength={title_length_max}
        // biome-ignore lint/a11y/noAutofocus: it takes the place of what was activated
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onBlur={(event) => done(event.currentTarget.value.trim())}
        onKeyDown={onKeyDown}
      />
    </li>
  );
}
