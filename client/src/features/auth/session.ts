/**
 * Who is signed in. Everything else in the app is drawn below a session that is known.
 *
 * Who was signed in the last time stays so until the server says otherwise: it is asked at once, and again while it
 * cannot be reached. Somebody whom it no longer knows signs in again, and finds what is on this device.
 */
import { attachment_bytes_max_default } from '@scriptorium/shared/api/attachments.ts';
import {
  type Person,
  type SessionState,
  type SignInRequest,
  type SignUpRequest,
  sessionStateSchema,
  signedInSchema,
} from '@scriptorium/shared/api/auth.ts';
import { useSyncExternalStore } from 'react';
import { command, onNotSignedIn, request } from '../../lib/api-client.ts';
import { chooseWorkspace } from '../../lib/chosen-workspace.ts';
import { Store } from '../../sync/store.ts';
import { rememberedSession, rememberSession } from './remembered-session.ts';

export interface SessionView {
  /** Undefined: neither this device nor the server has said. */
  data: SessionState | undefined;
  /** The server did not answer the last time. */
  error: Error | null;
}

/** While the server is away: with a page that shows nothing else, and with one that works without it. */
const waited_for_ms = 3_000;
const asked_again_ms = 15_000;
/** Somebody comes back to the page: what it knows may be old. */
const fresh_ms = 60_000;

const session = new Store<SessionView>({ data: rememberedSession(), error: null });
let asked: Promise<void> | null = null;
let answeredAt = 0;
/** Counts what happened here: an answer to a question from before it is no news. */
let changes = 0;

export function useSession(): SessionView {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** Asks as long as the page is there. Ends with the signal. */
export function keepSession(signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout>;
  const ask = async () => {
    clearTimeout(timer);
    await askSession();
    const { data, error } = session.get();
    if (error && !signal.aborted) timer = setTimeout(ask, data ? asked_again_ms : waited_for_ms);
  };
  const askIfOld = () => {
    if (document.visibilityState === 'visible' && Date.now() - answeredAt > fresh_ms) void ask();
  };
  window.addEventListener('online', ask, { signal });
  window.addEventListener('focus', askIfOld, { signal });
  document.addEventListener('visibilitychange', askIfOld, { signal });
  const forget = onNotSignedIn(() => void ask());
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    forget();
  });
  void ask();
}

/** Never rejects: what the server says, or that it says nothing, is in the session. */
export function askSession(): Promise<void> {
  asked ??= ask().finally(() => {
    asked = null;
  });
  return asked;
}

export async function signIn(body: SignInRequest): Promise<void> {
  enter(await request('/auth/sign-in/email', signedInSchema, { method: 'POST', body }));
}

export async function signUp(body: SignUpRequest): Promise<void> {
  const answer = await request('/auth/sign-up/email', signedInSchema, { method: 'POST', body });
  if (answer.workspace_id) chooseWorkspace(answer.workspace_id);
  enter(answer);
}

/** @param onDone called before the page goes */
export async function signOut(onDone: () => void): Promise<void> {
  await command('/auth/sign-out', { method: 'POST' });
  onDone();
  change({ person: null });
}

export function changePerson(person: Person): void {
  change({ person });
}

async function ask(): Promise<void> {
  const before = changes;
  try {
    const data = await request('/auth/session', sessionStateSchema);
    if (before === changes) know(data);
  } catch (error) {
    if (before === changes) session.set({ error: error as Error });
  }
}

function enter({ person }: { person: Person }): void {
  change({ person });
  // What sign-up allows may have changed with this account (`first` is over).
  asked = null;
  void askSession();
}

function change(changed: Partial<SessionState>): void {
  changes += 1;
  const { data } = session.get();
  const unknown = {
    sign_up: 'invite',
    attachment_bytes_max: attachment_bytes_max_default,
    person: null,
  } as const;
  know({ ...(data ?? unknown), ...changed });
}

function know(data: SessionState): void {
  answeredAt = Date.now();
  rememberSession(data);
  const known = session.get().data;
  // The same again draws nothing anew; and the same person, as they were remembered, makes no new editor.
  const isSame = JSON.stringify(known) === JSON.stringify(data);
  const isSamePerson = JSON.stringify(known?.person) === JSON.stringify(data.person);
  const news = known && isSamePerson ? { ...data, person: known.person } : data;
  session.set({ data: isSame ? known : news, error: null });
}
