import { useWorkspace } from '../features/notes/workspace.ts';
import { ActivityPage } from '../features/notifications/activity-page.tsx';
import { useLayout } from './layout-context.ts';
import { useKnownPeople } from './people.ts';

export function ActivityRoute() {
  const { person } = useLayout();
  const workspace = useWorkspace();
  const others = useKnownPeople(undefined).filter(({ id }) => id !== person.id);
  return workspace ? <ActivityPage workspace={workspace} people={[person, ...others]} /> : null;
}
