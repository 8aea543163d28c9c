import type { CreatedKey } from '@scriptorium/shared/api/keys.ts';
import { includesScope } from '@scriptorium/shared/scopes.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './settings-page.module.css';

interface ShowKeyDialogProps {
  made: CreatedKey;
  /** One of mine, for an example. */
  workspaceId: string;
  onClose: () => void;
}

/** The one time that a key is shown. */
export function ShowKeyDialog({ made, workspaceId, onClose }: ShowKeyDialogProps) {
  const { secret } = made;
  const command = exampleOf(made, workspaceId);
  return (
    <Dialog title={t('settings.keyMade')} onClose={onClose}>
      <div className={styles.made}>
        <p>{t('settings.keyOnce')}</p>
        <TextField
          label={t('settings.keyText')}
          value={secret}
          readOnly
          autoFocus
          spellCheck={false}
          // From its end, so that the field shows how it begins.
          onFocus={({ target }) => target.setSelectionRange(0, target.value.length, 'backward')}
        />
        <div className={styles.actions}>
          <Button kind="primary" onClick={() => void copyText(secret, t('settings.keyCopied'))}>
            {t('settings.keyCopy')}
          </Button>
        </div>
        <h3 className={styles.legend}>{t('settings.keyTry')}</h3>
        <pre className={styles.command}>
          <code>{command}</code>
        </pre>
        <div className={styles.actions}>
          <Button onClick={() => void copyText(command, t('settings.keyTryCopied'))}>
            {t('settings.keyCopyTry')}
          </Button>
          <Button onClick={onClose}>{t('settings.keyDone')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Something that this key may do, and that changes nothing. */
function exampleOf({ key: { scopes, workspace_id }, secret }: CreatedKey, ownWorkspaceId: string): string {
  const inOne = workspace_id ? `&workspace_id=${workspace_id}` : '';
  const path = includesScope(scopes, 'notes:read')
    ? `/notes?limit=10${inOne}`
    : `/workspaces/${workspace_id ?? ownWorkspaceId}/invitations`;
  return `curl -H "Authorization: Bearer ${secret}" "${window.location.origin}/api/v1${path}"`;
}
