import { AccountPage } from '../features/account/account-page.tsx';
import { useLayout } from './layout-context.ts';

export function AccountRoute() {
  return <AccountPage person={useLayout().person} />;
}
