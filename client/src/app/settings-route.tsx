import { changePerson } from '../features/auth/session.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { useLayout } from './layout-context.ts';

const SettingsPage = lazyPart(
  async () => (await import('../features/settings/settings-page.tsx')).SettingsPage,
);

export function SettingsRoute() {
  return <SettingsPage person={useLayout().person} onPersonChanged={changePerson} />;
}
