import {
  chooseLanguage,
  currentLanguage,
  type Language,
  languages,
  type MessageId,
  t,
} from '../../lib/i18n/i18n.ts';
import { setTheme, type Theme, themes, useTheme } from '../../lib/theme.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './settings-page.module.css';

const themeWords: Record<Theme, MessageId> = {
  light: 'app.themeLight',
  dark: 'app.themeDark',
  system: 'app.themeSystem',
};

export function Appearance() {
  const theme = useTheme();
  const speak = (language: Language) =>
    void chooseLanguage(language).catch(() => showToast(t('settings.languageNotFetched')));
  return (
    <div className={styles.choices}>
      <ChoiceField
        label={t('settings.theme')}
        name="theme"
        choices={themes.map((each) => ({ value: each, label: t(themeWords[each]) }))}
        chosen={theme}
        onChoose={setTheme}
      />
      <ChoiceField
        label={t('settings.language')}
        name="language"
        choices={Object.entries(languages).map(([value, label]) => ({
          value: value as Language,
          label,
          lang: value,
        }))}
        chosen={currentLanguage()}
        onChoose={speak}
      />
    </div>
  );
}
