/** When a client says that it typed what it sends next (`shared/src/protocol/typed-at.ts`). It is believed within reason (P1). */
import { typed_at_bytes_max, typedAtSchema } from '@scriptorium/shared/protocol/typed-at.ts';
import type { TypedTimes } from '../documents/append.ts';

/** Ten years: a clock that tells more was never set. */
const ago_ms_max = 10 * 365 * 86_400_000;

/**
 * @param payload of a stateless message, in UTF-8
 * @param now when it came, in milliseconds since 1970: nothing was typed later than that
 * @returns undefined for any other message, and for nonsense
 */
export function readTypedAt(payload: Uint8Array, now: number): TypedTimes | undefined {
  if (payload.length > typed_at_bytes_max) return undefined;
  const { success, data } = typedAtSchema.safeParse(parseJson(payload));
  if (!success || data.typed_from < now - ago_ms_max) return undefined;
  return {
    typed_from: new Date(Math.min(data.typed_from, now)),
    typed_to: new Date(Math.min(data.typed_to, now)),
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return null;
  }
}
