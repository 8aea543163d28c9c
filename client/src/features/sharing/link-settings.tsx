import {
  type ChangeShareLinkRequest,
  changeShareLinkRequestSchema,
  type ShareLink,
} from '@scriptorium/shared/api/share-links.ts';
import type { NoteRole } from '@scriptorium/shared/permissions.ts';
import { type FormEvent, useState } from 'react';
import { errorsOfInput } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { CheckField } from './check-field.tsx';
import { LinkVisitors } from './link-visitors.tsx';
import { sendLinkChange, sendLinkRevocation, useShareChange } from './queries.ts';
import styles from './sharing.module.css';
import { roleChoices } from './words.ts';

interface LinkSettingsProps {
  link: ShareLink;
  onDone: () => void;
}

/** What a link allows, and whom; and its end. */
export function LinkSettings({ link, onDone }: LinkSettingsProps) {
  const [wanted, setWanted] = useState(() => settingsOf(link));
  const [isWithout, setWithout] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const change = useShareChange((body: ChangeShareLinkRequest) => sendLinkChange(link, body));
  const revoke = useShareChange(() => sendLinkRevocation(link));
  const set = (changed: Partial<typeof wanted>) => setWanted({ ...wanted, ...changed });

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = changeShareLinkRequestSchema.safeParse({
      ...wanted,
      ...passwordOf(form.get('password'), isWithout),
      expires_at: toTime(form.get('expires_at')),
    });
    setFaults(input.success ? {} : errorsOfInput(input.error).fields);
    if (!input.success) return;
    change.mutateAsync(input.data).then(
      () => {
        showToast(t('sharing.saved'));
        onDone();
      },
      () => undefined,
    );
  }

  return (
    <form className={styles.settings} onSubmit={onSubmit} noValidate>
      <SelectField
        label={t('sharing.role')}
        choices={roleChoices()}
        value={wanted.role}
        onChoose={(role) => set({ role: role as NoteRole })}
      />
      <TextField
        label={t('sharing.expires')}
        name="expires_at"
        type="datetime-local"
        defaultValue={toLocal(link.expires_at)}
        hint={t('sharing.expiresHint')}
        error={faults.expires_at}
      />
      <TextField
        label={t('sharing.password')}
        name="password"
        type="password"
        autoComplete="new-password"
        disabled={isWithout}
        hint={t(link.has_password ? 'sharing.passwordSet' : 'sharing.passwordHint')}
        error={faults.password}
      />
      <div className={styles.checks}>
        {link.has_password && (
          <CheckField label={t('sharing.passwordRemove')} isChecked={isWithout} onChange={setWithout} />
        )}
        <CheckField
          label={t('sharing.below')}
          isChecked={wanted.with_below}
          onChange={(with_below) => set({ with_below })}
        />
        <CheckField
          label={t('sharing.needsAccount')}
          isChecked={wanted.needs_account}
          onChange={(needs_account) => set({ needs_account })}
        />
        <CheckField
          label={t('sharing.indexable')}
          isChecked={wanted.is_indexable}
          onChange={(is_indexable) => set({ is_indexable })}
        />
      </div>
      <div className={styles.settingsEnd}>
        <Button type="submit" kind="primary" disabled={change.isPending}>
          {t('sharing.save')}
        </Button>
        <Button
          kind="plain"
          disabled={revoke.isPending}
          onClick={() =>
            void revoke.mutateAsync(undefined).then(
              () => showToast(t('sharing.revoked')),
              () => undefined,
            )
          }
        >
          {t('sharing.revokeLink')}
        </Button>
      </div>
      <LinkVisitors link={link} />
    </form>
  );
}

function settingsOf({ role, with_below, needs_account, is_indexable }: ShareLink) {
  return { role, with_below, needs_account, is_indexable };
}

/** An empty field changes nothing: nobody types the password again to change the role. */
function passwordOf(typed: FormDataEntryValue | null, isWithout: boolean): { password?: string | null } {
  if (isWithout) return { password: null };
  return typeof typed === 'string' && typed !== '' ? { password: typed } : {};
}

/** What a field for a time begins with: by the clock on this wall, to the minute. */
function toLocal(time: string | null): string {
  if (time === null) return '';
  const date = new Date(time);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function toTime(local: FormDataEntryValue | null): string | null {
  return typeof local === 'string' && local !== '' ? new Date(local).toISOString() : null;
}
