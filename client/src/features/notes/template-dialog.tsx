import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Fragment, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './note-dialogs.module.css';
import { useOrderActions } from './use-order-actions.ts';

const placeholders = [
  ['date', 'order.templateDate'],
  ['author', 'order.templateAuthor'],
  ['title', 'order.templateName'],
] as const;

/** Says what a template is before a note becomes one: it leaves the tree. */
export function TemplateDialog({ note, onClose }: { note: Note; onClose: () => void }) {
  const { setTemplate } = useOrderActions();
  const [isBusy, setBusy] = useState(false);
  const title = titleParts(note.title).text;

  async function use(): Promise<void> {
    setBusy(true);
    if (await setTemplate(note, true)) showToast(t('order.isTemplate', { title }));
    onClose();
  }
  return (
    <Dialog title={t('order.templateTitle', { title })} onClose={onClose}>
      <p className={styles.text}>{t('order.templateText')}</p>
      <dl className={styles.placeholders}>
        {placeholders.map(([name, words]) => (
          <Fragment key={name}>
            <dt>{`{{${name}}}`}</dt>
            <dd>{t(words)}</dd>
          </Fragment>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button kind="primary" disabled={isBusy} onClick={() => void use()}>
          {t('order.templateDo')}
        </Button>
      </div>
    </Dialog>
  );
}
