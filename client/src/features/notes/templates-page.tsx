import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { type BuiltIn, builtIns } from './built-in-templates.ts';
import { useTemplates } from './queries.ts';
import styles from './templates-page.module.css';
import { useOrderActions } from './use-order-actions.ts';
import { useWorkspace } from './workspace.ts';

interface TemplatesPageProps {
  /** Makes a note of one that comes with the app, and opens it. */
  onBuiltIn: (template: BuiltIn) => Promise<void>;
}

/** What new notes can begin with. */
export function TemplatesPage({ onBuiltIn }: TemplatesPageProps) {
  useDocumentTitle(t('order.templates'));
  const workspace = useWorkspace();
  const templates = useTemplates(workspace?.id);
  return (
    <Page title={t('order.templates')} lead={t('order.templatesLead')}>
      {templates.length > 0 ? (
        <ul className={styles.list}>
          {templates.map((note) => (
            <OwnTemplate key={note.id} note={note} />
          ))}
        </ul>
      ) : (
        <BuiltIns workspace={workspace} onBuiltIn={onBuiltIn} />
      )}
    </Page>
  );
}

function OwnTemplate({ note }: { note: Note }) {
  const { duplicate } = useOrderActions();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const { emoji, text } = titleParts(note.title);

  async function use(): Promise<void> {
    setBusy(true);
    const made = await duplicate(note, { with_below: true, fill: { date: today() } });
    setBusy(false);
    if (made) await navigate(`/notes/${made.id}`);
  }
  return (
    <li className={styles.row}>
      <Link to={`/notes/${note.id}`} className={styles.name}>
        {emoji} {text}
      </Link>
      <Button
        disabled={isBusy}
        aria-label={t('order.useTemplateNamed', { title: text })}
        onClick={() => void use()}
      >
        {t('order.useTemplate')}
      </Button>
    </li>
  );
}

function BuiltIns({ workspace, onBuiltIn }: TemplatesPageProps & { workspace: Workspace | undefined }) {
  const [isBusy, setBusy] = useState(false);
  const mayMake = workspace === undefined || may(workspace.role, 'workspace:create_note');
  const use = (template: BuiltIn) => {
    setBusy(true);
    void onBuiltIn(template).finally(() => setBusy(false));
  };
  return (
    <Section title={t('order.templatesBuiltIn')} lead={t('order.templatesBuiltInLead')}>
      <ul className={styles.list}>
        {builtIns().map((template) => (
          <li key={template.id} className={styles.row}>
            <span className={styles.name}>
              {template.title}
              <span className={styles.lead}>{template.lead}</span>
            </span>
            {mayMake && (
              <Button
                disabled={isBusy}
                aria-label={t('order.useTemplateNamed', { title: template.title })}
                onClick={() => use(template)}
              >
                {t('order.useTemplate')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function today(): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'long' }).format(new Date());
}
