import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Page, Section } from '../../ui/page.tsx';
import { About } from './about.tsx';
import { AccountTrail } from './account-trail.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Appearance } from './appearance.tsx';
import { ChangePassword } from './change-password.tsx';
import { HistoryRetention } from './history-retention.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';
import { Storage } from './storage.tsx';

interface SettingsPageProps {
  person: Person;
  /** Those I am in. */
  workspaces: readonly Workspace[];
  /** Notes that this device has a copy of. */
  keptCount: number;
  onPersonChanged: (person: Person) => void;
  /** A section: what the person wants to be told. */
  notifications: ReactNode;
}

export function SettingsPage({
  person,
  workspaces,
  keptCount,
  onPersonChanged,
  notifications,
}: SettingsPageProps) {
  const own = workspaces.filter(({ role }) => may(role, 'workspace:set_history'));
  useDocumentTitle(t('settings.title'));
  return (
    <Queries>
      <Page title={t('settings.title')}>
        <Section title={t('settings.profile')} lead={t('settings.profileLead')}>
          <Profile person={person} onChanged={onPersonChanged} />
        </Section>
        <Section title={t('settings.appearance')} lead={t('settings.appearanceLead')}>
          <Appearance />
        </Section>
        {notifications}
        {!person.is_guest && (
          <Section title={t('settings.password')}>
            <ChangePassword email={person.email} />
          </Section>
        )}
        <Section title={t('settings.sessions')} lead={t('settings.sessionsLead')}>
          <Sessions />
        </Section>
        <Section title={t('settings.keys')} lead={t('settings.keysLead')}>
          <ApiKeys workspaces={workspaces} />
        </Section>
        <Section
          title={t('settings.trail')}
          lead={t(person.is_owner ? 'settings.trailLeadOwner' : 'settings.trailLead')}
        >
          <AccountTrail isOwner={person.is_owner} />
        </Section>
        {own.map(({ id, name }) => (
          <Section
            key={id}
            title={own.length === 1 ? t('settings.history') : t('settings.historyOf', { name })}
            lead={t('settings.historyLead')}
          >
            <HistoryRetention workspaceId={id} />
          </Section>
        ))}
        <Section title={t('settings.storage')} lead={t('settings.storageLead')}>
          <Storage keptCount={keptCount} />
        </Section>
        <Section title={t('settings.about')}>
          <About />
        </Section>
      </Page>
    </Queries>
  );
}
