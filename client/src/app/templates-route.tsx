import { useNavigate } from 'react-router';
import { useAccount } from '../features/notes/account-context.ts';
import type { BuiltIn } from '../features/notes/built-in-templates.ts';
import { TemplatesPage } from '../features/notes/templates-page.tsx';
import { useLayout } from './layout-context.ts';

export function TemplatesRoute() {
  const navigate = useNavigate();
  const account = useAccount();
  const { person, connection } = useLayout();

  async function make(template: BuiltIn): Promise<void> {
    if (!connection) return;
    const { makeBuiltIn } = await import('./make-built-in.ts');
    const id = await makeBuiltIn(template, person.name, connection, account);
    await navigate(`/notes/${id}`);
  }
  return <TemplatesPage onBuiltIn={make} />;
}
