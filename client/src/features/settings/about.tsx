import { version } from '../../../package.json';
import { t } from '../../lib/i18n/i18n.ts';
import styles from './settings-page.module.css';

export function About() {
  return (
    <dl className={styles.facts}>
      <dt>{t('settings.version')}</dt>
      <dd>{version}</dd>
    </dl>
  );
}
