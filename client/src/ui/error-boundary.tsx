/** Catches what breaks while drawing, so that a fault in one place is no blank page. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { type MessageId, t } from '../lib/i18n/i18n.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { Message } from './message.tsx';

interface ErrorBoundaryProps {
  /** What broke, as a title. */
  title: MessageId;
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
    return error ? <Broken title={this.props.title} error={error} where={where} /> : this.props.children;
  }
}

function Broken({ title, error, where }: { title: MessageId; error: Error; where: string }) {
  const details = [location.href, navigator.userAgent, error.stack ?? String(error), where].join('\n\n');
  return (
    <Message
      role="alert"
      title={t(title)}
      actions={
        <>
          <Button kind="primary" onClick={() => location.reload()}>
            {t('app.reload')}
          </Button>
          <Button onClick={() => void copyText(details, t('app.detailsCopied'))}>
            {t('app.copyDetails')}
          </Button>
        </>
      }
    >
      <p>{t('app.brokenText')}</p>
      <p>{t('app.brokenAgain', { details: error.message })}</p>
    </Message>
  );
}
