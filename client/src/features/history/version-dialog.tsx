/** A name for a revision, and why it has one. */
import { version_comment_length_max, version_name_length_max } from '@scriptorium/shared/api/history.ts';
import { type FormEvent, useId, useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { VersionName } from './commands.ts';
import styles from './version-dialog.module.css';

interface VersionDialogProps {
  title: string;
  given: VersionName;
  /** @throws ApiError */
  onSave: (name: VersionName) => Promise<void>;
  onClose: () => void;
}

export function VersionDialog({ title, given, onSave, onClose }: VersionDialogProps) {
  const [name, setName] = useState(given.name);
  const [comment, setComment] = useState(given.comment);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const commentId = useId();

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await onSave({ name: name.trim(), comment: comment.trim() });
      onClose();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void save(event)}>
        <TextField
          label={t('history.versionName')}
          value={name}
          required
          autoFocus
          maxLength={version_name_length_max}
          error={error ? t('history.notNamed', { reason: errorWords(error) }) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <div className={styles.why}>
          <label htmlFor={commentId}>{t('history.versionWhy')}</label>
          <textarea
            id={commentId}
            rows={3}
            value={comment}
            maxLength={version_comment_length_max}
            onChange={(event) => setComment(event.target.value)}
          />
        </div>
        <Button type="submit" kind="primary" disabled={isBusy || name.trim() === ''}>
          {t('history.save')}
        </Button>
      </form>
    </Dialog>
  );
}
