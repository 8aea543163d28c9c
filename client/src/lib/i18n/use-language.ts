import { useSyncExternalStore } from 'react';
import { currentLanguage, type Language, onLanguageChosen } from './i18n.ts';

/** For whoever has to be drawn anew in another language: the app as a whole. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChosen, currentLanguage);
}
