import { changePerson } from '../features/auth/session.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { useLayout } from './layout-context.ts';

const SettingsPage = lazyPart(
  async () => (await import('../features/settings/settings-page.tsx')).SettingsPage,
);

export function SettingsRoute() {
  const { person, connection } = useLayout();
  const { documents } = connection ?? {};
  const kept =
    documents?.rows().filter(({ note_id }) => documents.availability(note_id).get() !== 'none') ?? [];
  return <SettingsPage person={person} keptCount={kept.length} onPersonChanged={changePerson} />;
}
