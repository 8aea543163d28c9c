import { t } from '../lib/i18n/i18n.ts';
import { showToast } from './toast.tsx';

/** `done` is what the toast says. The clipboard may be refused (no permission, no https): then it says that. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(done);
  } catch {
    showToast(t('app.copyRefused', { text }));
  }
}
