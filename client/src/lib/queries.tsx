/**
 * For lazily fetched parts that ask the server for more than this device keeps. The frame around them does without: its
 * library is a tenth of what a visitor would fetch before the page is there.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError } from './api-client.ts';

export function Queries({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A request that fails at once says more than one that waits for `navigator.onLine`.
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Whether the same request may well succeed in a moment. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && ['unreachable', 'unavailable', 'internal'].includes(error.kind);
}
