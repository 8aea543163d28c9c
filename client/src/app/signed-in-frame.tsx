import type { Person } from '@scriptorium/shared/api/auth.ts';
import { AccountContext } from '../features/notes/account-context.ts';
import { Layout } from './layout.tsx';
import { useAccount } from './use-account.ts';

/** Everything that is shown to somebody who is signed in: it stands on what this device keeps for them. */
export function SignedInFrame({ person }: { person: Person }) {
  const account = useAccount(person.id);
  if (!account) return null;
  return (
    <AccountContext value={account}>
      <Layout person={person} account={account} />
    </AccountContext>
  );
}
