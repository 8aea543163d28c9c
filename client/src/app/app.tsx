import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';
import { session_key } from '../features/auth/session.ts';
import { createQueryClient } from '../lib/query-client.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { ToastLayer } from '../ui/toast.tsx';
import { TooltipLayer } from '../ui/tooltip.tsx';
import '../ui/tokens.css';
import '../ui/base.css';
import { AppRoutes } from './routes.tsx';

export function App() {
  const [client] = useState(() => {
    const made = createQueryClient(() => void made.invalidateQueries({ queryKey: session_key }));
    return made;
  });
  return (
    <ErrorBoundary subject="Scriptorium">
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <AppRoutes />
          <ToastLayer />
          <TooltipLayer />
        </BrowserRouter>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
