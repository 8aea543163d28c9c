/**
 * The last session that the server told of, on this device: with it the app opens before the server has answered, or
 * without it. It opens nothing on the server: there the cookie decides.
 */
import { attachment_bytes_max_default } from '@scriptorium/shared/api/attachments.ts';
import type { SessionState } from '@scriptorium/shared/api/auth.ts';
import { readSetting, writeSetting } from '../../lib/storage.ts';

const key = 'session';

/** Nothing, also when nobody was signed in: what a visitor may do is the server's to say. */
export function rememberedSession(): SessionState | undefined {
  const stored = parseJson(readSetting(key));
  if (typeof stored?.person?.id !== 'string' || typeof stored.person.name !== 'string') return undefined;
  // An older version may have stored it, and this one opens without a network all the same: what is new in a session
  // comes with the server's next answer.
  return { sign_up: 'invite', attachment_bytes_max: attachment_bytes_max_default, ...stored } as SessionState;
}

export function rememberSession(session: SessionState): void {
  writeSetting(key, session.person ? JSON.stringify(session) : null);
}

function parseJson(text: string | null): Partial<SessionState> | null {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
