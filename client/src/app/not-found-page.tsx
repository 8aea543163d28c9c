import { Link } from 'react-router';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { Message } from '../ui/message.tsx';

export function NotFoundPage() {
  useDocumentTitle('Not found');
  return (
    <Message
      title="There is no page here"
      actions={
        <Link to="/" className={buttonClass('primary')}>
          To your notes
        </Link>
      }
    >
      <p>The address may be mistyped, or from another version of the app.</p>
    </Message>
  );
}
