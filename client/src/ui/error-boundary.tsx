/** Catches what breaks while drawing, so that a fault in one place is no blank page. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { Message } from './message.tsx';

interface ErrorBoundaryProps {
  /** What broke, for the title: `This note`, `Scriptorium`. */
  subject: string;
  /** Another value tries again, e.g. the id of the note. */
  resetKey?: string;
  children: ReactNode;
}

interface Caught {
  error: Error | null;
  where: string;
  resetKey: string | undefined;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, Caught> {
  override state: Caught = { error: null, where: '', resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<Caught> {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  static getDerivedStateFromProps({ resetKey }: ErrorBoundaryProps, state: Caught): Partial<Caught> | null {
    return resetKey === state.resetKey ? null : { error: null, resetKey };
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    this.setState({ where: info.componentStack ?? '' });
  }

  override render(): ReactNode {
    const { error, where } = this.state;
    return error ? <Broken subject={this.props.subject} error={error} where={where} /> : this.props.children;
  }
}

function Broken({ subject, error, where }: { subject: string; error: Error; where: string }) {
  const details = [location.href, navigator.userAgent, error.stack ?? String(error), where].join('\n\n');
  return (
    <Message
      role="alert"
      title={`${subject} could not be shown`}
      actions={
        <>
          <Button kind="primary" onClick={() => location.reload()}>
            Reload
          </Button>
          <Button onClick={() => void copyText(details, 'Details copied')}>Copy details</Button>
        </>
      }
    >
      <p>
        Something in the app broke. What you wrote is safe: it is kept as you type. Reloading usually helps.
      </p>
      <p>If it happens again, send the details to whoever runs this installation: {error.message}</p>
    </Message>
  );
}
