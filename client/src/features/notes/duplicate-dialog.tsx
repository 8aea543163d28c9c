import { type Note, title_length_max } from '@scriptorium/shared/api/notes.ts';
import { copied_notes_max } from '@scriptorium/shared/api/order.ts';
import { type FormEvent, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './note-dialogs.module.css';
import { pathOf } from './tree-rows.ts';
import { useOrderActions } from './use-order-actions.ts';

interface DuplicateDialogProps {
  note: Note;
  notes: readonly Note[];
  onClose: () => void;
}

export function DuplicateDialog({ note, notes, onClose }: DuplicateDialogProps) {
  const { duplicate } = useOrderActions();
  const navigate = useNavigate();
  const [title, setTitle] = useState(() =>
    t('order.copyOf', { title: note.title }).slice(0, title_length_max),
  );
  const [with_below, setWithBelow] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const below = useMemo(() => countBelow(note, notes), [note, notes]);

  async function make(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const copy = await duplicate(note, { title, with_below });
    if (!copy) return setBusy(false);
    onClose();
    showToast(t('order.duplicated', { title: titleParts(copy.title).text }));
    await navigate(`/notes/${copy.id}`);
  }
  return (
    <Dialog title={t('order.duplicateTitle', { title: titleParts(note.title).text })} onClose={onClose}>
      <form onSubmit={(event) => void make(event)}>
        <TextField
          label={t('order.copyName')}
          value={title}
          maxLength={title_length_max}
          autoComplete="off"
          autoFocus
          onChange={(event) => setTitle(event.target.value)}
        />
        {below > 0 && below < copied_notes_max && (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={with_below}
              onChange={(event) => setWithBelow(event.target.checked)}
            />
            {t('order.withBelow', { count: below })}
          </label>
        )}
        <p className={`${styles.text} ${styles.quiet}`}>{t('order.duplicateLead')}</p>
        <div className={styles.actions}>
          <Button type="submit" kind="primary" disabled={isBusy}>
            {t('order.duplicateDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function countBelow(note: Note, notes: readonly Note[]): number {
  const byId = new Map(notes.map((each) => [each.id, each]));
  return notes.filter((each) => pathOf(each, byId).some(({ id }) => id === note.id)).length;
}
