import { Fragment } from 'react';
import { BrowserRouter } from 'react-router';
import { useLanguage } from '../lib/i18n/use-language.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { ToastLayer } from '../ui/toast.tsx';
import { TooltipLayer } from '../ui/tooltip.tsx';
import '../ui/tokens.css';
import '../ui/base.css';
import { ReloadBar } from './reload-bar.tsx';
import { AppRoutes } from './routes.tsx';

export function App() {
  const language = useLanguage();
  return (
    <ErrorBoundary title="app.brokenApp">
      <BrowserRouter>
        {/* Words are looked up while drawing: in another language all is drawn anew. */}
        <Fragment key={language}>
          <AppRoutes />
          <ReloadBar />
          <ToastLayer />
          <TooltipLayer />
        </Fragment>
      </BrowserRouter>
    </ErrorBoundary>
  );
}
