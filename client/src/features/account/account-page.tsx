import type { Person } from '@scriptorium/shared/api/auth.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Page, Section } from '../../ui/page.tsx';
import styles from './account-page.module.css';
import { ChangePassword } from './change-password.tsx';
import { Sessions } from './sessions.tsx';

export function AccountPage({ person }: { person: Person }) {
  useDocumentTitle('Account');
  return (
    <Page title="Account">
      <Section title="You">
        <dl className={styles.facts}>
          <dt>Name</dt>
          <dd>{person.name}</dd>
          <dt>E-mail</dt>
          <dd>{person.email}</dd>
          {person.is_owner && (
            <>
              <dt>Role</dt>
              <dd>Owner of this installation</dd>
            </>
          )}
        </dl>
      </Section>
      <Section title="Password">
        <ChangePassword email={person.email} />
      </Section>
      <Section title="Sessions" lead="Where you are signed in.">
        <Sessions />
      </Section>
    </Page>
  );
}
