import type { NoteAccess } from '@scriptorium/shared/api/note-access.ts';
import { useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { showToast } from '../../ui/toast.tsx';
import { LinkSettings } from './link-settings.tsx';
import { sendNewLink, useShareChange } from './queries.ts';
import styles from './sharing.module.css';
import { linkFacts, roleWords } from './words.ts';

type AccessLink = NoteAccess['links'][number];

interface LinkListProps {
  noteId: string;
  links: AccessLink[];
}

export function LinkList({ noteId, links }: LinkListProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const make = useShareChange(() => sendNewLink(noteId));
  const made = ({ id }: { id: string }) => {
    setOpenId(id);
    showToast(t('sharing.linkMade'));
  };
  return (
    <section>
      <header className={styles.linksHead}>
        <div>
          <h3 className={styles.heading}>{t('sharing.links')}</h3>
          <p className={styles.quiet}>{t('sharing.linksLead')}</p>
        </div>
        <Button
          disabled={make.isPending}
          onClick={() => void make.mutateAsync(undefined).then(made, () => undefined)}
        >
          {t('sharing.newLink')}
        </Button>
      </header>
      <ul className={styles.list}>
        {links.map((link) => (
          <LinkRow
            key={link.id}
            link={link}
            isOpen={link.id === openId}
            onToggle={() => setOpenId(link.id === openId ? null : link.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface LinkRowProps {
  link: AccessLink;
  isOpen: boolean;
  onToggle: () => void;
}

function LinkRow({ link, isOpen, onToggle }: LinkRowProps) {
  const what = t(roleWords[link.role]);
  return (
    <li className={styles.link}>
      <div className={styles.linkHead}>
        <div className={styles.who}>
          <p className={styles.name}>{what}</p>
          <p className={styles.quiet}>{linkFacts(link, link.from)}</p>
        </div>
        <div className={styles.tools}>
          <Button
            aria-label={t('sharing.copyNamed', { what })}
            onClick={() => void copyText(link.url, t('sharing.copied'))}
          >
            {t('sharing.copy')}
          </Button>
          {link.from === null && (
            <Button
              kind="plain"
              aria-label={t('sharing.settingsOf', { what })}
              aria-expanded={isOpen}
              onClick={onToggle}
            >
              {t('sharing.settings')}
            </Button>
          )}
        </div>
      </div>
      {isOpen && <LinkSettings link={link} onDone={onToggle} />}
    </li>
  );
}
