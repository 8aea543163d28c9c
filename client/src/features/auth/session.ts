/** Who is signed in. Everything else in the app is drawn below a session that is known. */
import { attachment_bytes_max_default } from '@scriptorium/shared/api/attachments.ts';
import {
  type SessionState,
  type SignInRequest,
  type SignUpRequest,
  sessionStateSchema,
  signedInSchema,
} from '@scriptorium/shared/api/auth.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { command, request } from '../../lib/api-client.ts';
import { rememberedSession, rememberSession } from './remembered-session.ts';

export const session_key = ['session'] as const;

/** While the server is away: with a page that shows nothing else, and with one that works without it. */
const waited_for_ms = 3_000;
const asked_again_ms = 15_000;

/**
 * Who was signed in the last time stays so until the server says otherwise; it is asked at once, and again while it
 * cannot be reached. Somebody whom it no longer knows signs in again, and finds what is on this device.
 */
export function useSession() {
  const query = useQuery({
    queryKey: session_key,
    queryFn: ({ signal }) => request('/auth/session', sessionStateSchema, { signal }),
    staleTime: 60_000,
    initialData: rememberedSession,
    initialDataUpdatedAt: 0,
    refetchOnReconnect: true,
    // A server that is starting is waited for: the page says so meanwhile.
    retry: false,
    refetchInterval: ({ state }) => state.status === 'error' && (state.data ? asked_again_ms : waited_for_ms),
  });
  const { data } = query;
  useEffect(() => {
    if (data) rememberSession(data);
  }, [data]);
  return query;
}

export function useSignIn() {
  return useEnter((body: SignInRequest) =>
    request('/auth/sign-in/email', signedInSchema, { method: 'POST', body }),
  );
}

export function useSignUp() {
  return useEnter((body: SignUpRequest) =>
    request('/auth/sign-up/email', signedInSchema, { method: 'POST', body }),
  );
}

/** @param onDone called before the page goes */
export function useSignOut(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => command('/auth/sign-out', { method: 'POST' }),
    onSuccess: () => {
      onDone();
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== session_key[0] });
      client.setQueryData<SessionState>(session_key, (state) => (state ? { ...state, person: null } : state));
    },
  });
}

function useEnter<Body>(enter: (body: Body) => Promise<{ person: NonNullable<SessionState['person']> }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: enter,
    onSuccess: ({ person }) => {
      client.setQueryData<SessionState>(session_key, (state) => ({
        sign_up: state?.sign_up ?? 'invite',
        attachment_bytes_max: state?.attachment_bytes_max ?? attachment_bytes_max_default,
        person,
      }));
      // What sign-up allows may have changed with this account (`first` is over).
      void client.invalidateQueries({ queryKey: session_key });
    },
  });
}
