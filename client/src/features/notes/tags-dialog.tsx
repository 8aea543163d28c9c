import { type Note, tag_length_max, tagKey, tags_per_note_max } from '@scriptorium/shared/api/notes.ts';
import { X } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNoteIndex } from './account-context.ts';
import styles from './note-dialogs.module.css';
import { TagDot } from './tag-dot.tsx';
import { allTags } from './tags.ts';
import { useNoteActions } from './use-note-actions.ts';

interface TagsDialogProps {
  note: Note;
  notes: readonly Note[];
  onClose: () => void;
}

/** A note's tags; each change is kept at once. */
export function TagsDialog({ note, notes, onClose }: TagsDialogProps) {
  const { setTags } = useNoteActions();
  const [isFull, setFull] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const listId = useId();
  const { workspaces } = useNoteIndex();
  const colors = workspaces.find(({ id }) => id === note.workspace_id)?.tag_colors ?? {};

  function add(event: FormEvent): void {
    event.preventDefault();
    const field = form.current?.elements.namedItem('tag');
    if (!(field instanceof HTMLInputElement)) return;
    const tag = field.value.trim().replace(/^#/, '');
    const isThere = note.tags.some((each) => tagKey(each) === tagKey(tag));
    setFull(note.tags.length >= tags_per_note_max);
    if (tag !== '' && !isThere && note.tags.length < tags_per_note_max) {
      void setTags(note, [...note.tags, tag]);
    }
    field.value = '';
    field.focus();
  }
  function remove(tag: string): void {
    void setTags(
      note,
      note.tags.filter((each) => each !== tag),
    );
    form.current?.querySelector('input')?.focus();
  }
  return (
    <Dialog title={t('order.tagsTitle', { title: titleParts(note.title).text })} onClose={onClose}>
      <ul className={styles.tags}>
        {note.tags.map((tag) => (
          <li key={tag} className={styles.tag}>
            <TagDot color={colors[tagKey(tag)]} />
            {tag}
            <IconButton
              label={t('order.removeTag', { tag })}
              className={styles.remove}
              onClick={() => remove(tag)}
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <form ref={form} className={styles.addTag} onSubmit={add}>
        <TextField
          label={t('order.newTag')}
          name="tag"
          list={listId}
          maxLength={tag_length_max}
          autoComplete="off"
          autoCapitalize="none"
          autoFocus
          error={isFull ? t('order.tagsFull', { count: tags_per_note_max }) : undefined}
        />
        <Button type="submit">{t('order.addTag')}</Button>
        <datalist id={listId}>
          {allTags(notes).map(({ tag }) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </form>
    </Dialog>
  );
}
