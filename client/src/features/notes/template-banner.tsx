import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './trash-banner.module.css';
import { useOrderActions } from './use-order-actions.ts';

/** Above a template: whoever writes in it writes for others. */
export function TemplateBanner({ note }: { note: Note }) {
  const { setTemplate } = useOrderActions();
  async function putBack(): Promise<void> {
    if (await setTemplate(note, false))
      showToast(t('order.isNoTemplate', { title: titleParts(note.title).text }));
  }
  return (
    <div className={`${styles.banner} no-print`}>
      <p>{t('order.templateBanner')}</p>
      {may(note.role, 'note:move') && (
        <Button kind="quiet" onClick={() => void putBack()}>
          {t('order.noTemplate')}
        </Button>
      )}
    </div>
  );
}
