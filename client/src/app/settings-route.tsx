import type { SessionState } from '@scriptorium/shared/api/auth.ts';
import { useQueryClient } from '@tanstack/react-query';
import { session_key } from '../features/auth/session.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { useLayout } from './layout-context.ts';

const SettingsPage = lazyPart(
  async () => (await import('../features/settings/settings-page.tsx')).SettingsPage,
);

export function SettingsRoute() {
  const client = useQueryClient();
  return (
    <SettingsPage
      person={useLayout().person}
      onPersonChanged={(person) =>
        client.setQueryData<SessionState>(session_key, (state) => state && { ...state, person })
      }
    />
  );
}
