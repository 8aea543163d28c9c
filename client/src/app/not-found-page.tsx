import { Link } from 'react-router';
import { t } from '../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { Message } from '../ui/message.tsx';

export function NotFoundPage() {
  useDocumentTitle(t('app.notFound'));
  return (
    <Message
      title={t('app.notFoundTitle')}
      actions={
        <Link to="/" className={buttonClass('primary')}>
          {t('app.toNotes')}
        </Link>
      }
    >
      <p>{t('app.notFoundText')}</p>
    </Message>
  );
}
