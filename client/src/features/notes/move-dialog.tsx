import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { CornerLeftUp, FileText } from 'lucide-react';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { fuzzyMatch } from '../../lib/fuzzy.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useNoteIndex } from './account-context.ts';
import styles from './note-dialogs.module.css';
import { pathOf } from './tree-rows.ts';
import { useNoteActions } from './use-note-actions.ts';
import { useOrderActions } from './use-order-actions.ts';

interface Target {
  /** Null: the top. */
  id: string | null;
  title: string;
  path: string;
  icon: ReactNode;
}

interface MoveDialogProps {
  note: Note;
  notes: readonly Note[];
  onClose: () => void;
}

/** More than anybody reads; who does not see it types another letter. */
const shown_max = 40;

/** Where else a note may go. The same as dragging it, for who does not drag. */
export function MoveDialog({ note, notes, onClose }: MoveDialogProps) {
  const { place } = useNoteActions();
  const { moveTo } = useOrderActions();
  const [query, setQuery] = useState('');
  const workspaces = useNoteIndex().workspaces.filter(({ role }) => may(role, 'workspace:create_note'));
  const [workspaceId, setWorkspaceId] = useState(note.workspace_id);
  const to = workspaces.find(({ id }) => id === workspaceId && id !== note.workspace_id);
  const from = workspaces.find(({ id }) => id === note.workspace_id);
  const targets = useMemo(() => targetsOf(note, notes, workspaceId), [note, notes, workspaceId]);
  const found = useMemo(() => bestOf(targets, query), [targets, query]);

  async function move({ id }: Target): Promise<void> {
    onClose();
    if (!to) return place(note, { parent_id: id });
    if (!(await moveTo(note, to.id, id))) return;
    const title = titleParts(note.title).text;
    showToast(t('order.movedTo', { title, workspace: to.name }));
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const first = found[0];
    if (first) void move(first);
  }
  return (
    <Dialog title={t('order.moveTitle', { title: titleParts(note.title).text })} onClose={onClose}>
      <form onSubmit={onSubmit}>
        {from && workspaces.length > 1 && (
          <div className={styles.where}>
            <SelectField
              label={t('order.moveWorkspace')}
              value={workspaceId}
              choices={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
              onChoose={setWorkspaceId}
            />
            {to && (
              <p className={`${styles.text} ${styles.quiet}`} role="status">
                {t('order.moveElsewhere', { workspace: to.name, from: from.name })}
              </p>
            )}
          </div>
        )}
        <TextField
          label={t('order.moveWhere')}
          value={query}
          autoComplete="off"
          autoFocus
          onChange={(event) => setQuery(event.target.value)}
        />
      </form>
      <p className="visually-hidden" role="status">
        {t('app.paletteCount', { count: found.length })}
      </p>
      <ul className={styles.targets}>
        {found.map((target) => (
          <li key={target.id}>
            <button type="button" className={styles.target} onClick={() => void move(target)}>
              <span className={styles.icon} aria-hidden="true">
                {target.icon}
              </span>
              <span className={styles.name}>{target.title}</span>
              <span className={styles.path}>{target.path}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={styles.nothing}>{t('order.moveNowhere')}</p>}
    </Dialog>
  );
}

/** All notes of the workspace that may be changed, but for the note itself and what is below it. */
function targetsOf(note: Note, notes: readonly Note[], workspaceId: string): Target[] {
  const byId = new Map(notes.map((each) => [each.id, each]));
  const targets: Target[] = [
    { id: null, title: t('order.moveTop'), path: '', icon: <CornerLeftUp aria-hidden="true" /> },
  ];
  for (const each of notes) {
    if (each.workspace_id !== workspaceId || !may(each.role, 'note:move')) continue;
    const above = pathOf(each, byId);
    if (each.id === note.id || above.some(({ id }) => id === note.id)) continue;
    const { emoji, text } = titleParts(each.title);
    const path = above.map(({ title }) => titleParts(title).text).join(' / ');
    targets.push({ id: each.id, title: text, path, icon: emoji ?? <FileText aria-hidden="true" /> });
  }
  return targets;
}

function bestOf(targets: readonly Target[], query: string): Target[] {
  if (query.trim() === '') return targets.slice(0, shown_max);
  return targets
    .flatMap((target) => {
      const match = fuzzyMatch(query, target.title);
      return match ? [{ target, score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, shown_max)
    .map(({ target }) => target);
}
