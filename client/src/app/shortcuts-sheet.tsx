import { keyCaps } from '../lib/hotkeys.ts';
import { t } from '../lib/i18n/i18n.ts';
import { shortcutGroups } from '../lib/shortcuts.ts';
import { Dialog } from '../ui/dialog.tsx';
import styles from './shortcuts-sheet.module.css';

export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('app.shortcutsTitle')} onClose={onClose}>
      <div className={styles.groups}>
        {shortcutGroups.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3 className={styles.title}>{t(title)}</h3>
            <dl>
              {shortcuts.map(({ combo, does }) => (
                <div key={combo} className={styles.row}>
                  <dt>{t(does)}</dt>
                  <dd>
                    {keyCaps(combo).map((cap) => (
                      <kbd key={cap} className={styles.cap}>
                        {cap}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
