import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import styles from './sharing.module.css';

/** Where members choose their workspace: what a guest is, and how not to stay one. */
export function GuestCorner() {
  return (
    <div className={styles.guest}>
      <strong>{t('sharing.guest')}</strong>
      <span className={styles.quiet}>{t('sharing.guestText')}</span>
      <span>
        <Link to="/sign-up">{t('sharing.guestAccount')}</Link> ·{' '}
        <Link to="/sign-in">{t('sharing.guestSignIn')}</Link>
      </span>
    </div>
  );
}
