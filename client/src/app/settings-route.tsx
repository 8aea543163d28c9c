import { changePerson } from '../features/auth/session.ts';
import { loadNotificationMessages, loadSettingsMessages } from '../lib/i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { useLayout } from './layout-context.ts';

const SettingsPage = lazyPart(async () => {
  const page = import('../features/settings/settings-page.tsx');
  const [{ SettingsPage: part }] = await Promise.all([page, loadSettingsMessages()]);
  return part;
});
const Preferences = lazyPart(async () => {
  const section = import('../features/notifications/preferences.tsx');
  const [{ Preferences: part }] = await Promise.all([section, loadNotificationMessages()]);
  return part;
});

export function SettingsRoute() {
  const { person, connection, workspaces } = useLayout();
  const { documents } = connection ?? {};
  const kept =
    documents?.rows().filter(({ note_id }) => documents.availability(note_id).get() !== 'none') ?? [];
  return (
    <SettingsPage
      person={person}
      workspaces={workspaces}
      keptCount={kept.length}
      onPersonChanged={changePerson}
      notifications={<Preferences />}
    />
  );
}
