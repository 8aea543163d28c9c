/** The language the app starts in. `chooseLanguage` changes it later, and the app is drawn anew. */
import { activateLanguage, preferredLanguage, showDirection } from '../lib/i18n/i18n.ts';

export async function prepareLanguage(): Promise<void> {
  await activateLanguage(preferredLanguage());
  showDirection();
}
