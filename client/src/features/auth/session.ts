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
import { command, request } from '../../lib/api-client.ts';

export const session_key = ['session'] as const;

export function useSession() {
  return useQuery({
    queryKey: session_key,
    queryFn: ({ signal }) => request('/auth/session', sessionStateSchema, { signal }),
    staleTime: 60_000,
    // A server that is starting is waited for: the page says so meanwhile.
    retry: false,
    refetchInterval: (query) => (query.state.status === 'error' ? 3_000 : false),
  });
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

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => command('/auth/sign-out', { method: 'POST' }),
    onSuccess: () => {
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
