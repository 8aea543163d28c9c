import { errorWords } from '../lib/error-words.ts';
import { t } from '../lib/i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Message } from '../ui/message.tsx';

export function Unreachable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <main>
      <Message
        role="alert"
        title={t('app.unreachableTitle')}
        actions={
          <Button kind="primary" onClick={onRetry}>
            {t('app.tryNow')}
          </Button>
        }
      >
        <p>{errorWords(error)}</p>
        <p>{t('app.unreachableText')}</p>
      </Message>
    </main>
  );
}
