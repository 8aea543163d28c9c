import { Button } from '../ui/button.tsx';
import { Message } from '../ui/message.tsx';

export function Unreachable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <main>
      <Message
        role="alert"
        title="The server cannot be reached"
        actions={
          <Button kind="primary" onClick={onRetry}>
            Try now
          </Button>
        }
      >
        <p>{error.message}</p>
        <p>
          What you wrote is safe, on the server and in this browser. This page tries again every few seconds.
        </p>
      </Message>
    </main>
  );
}
