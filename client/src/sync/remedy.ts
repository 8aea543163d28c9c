/**
 * What to do when the server closes a note or refuses to open it. A whole socket is closed with a code; a single note
 * on it only with a reason in words, which is why both are looked at. An unknown reason is retried: a fault of the
 * server must never look like "you may not" (P6).
 */
import { type CloseKind, closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { denialReasons } from '@scriptorium/shared/protocol/denials.ts';

export type Remedy = { remedy: 'retry' | 'refresh' } | { remedy: 'stop'; kind: CloseKind };

export function remedyFor(event: { code?: number; reason?: string }): Remedy {
  const kind = kindOf(event);
  if (!kind) return { remedy: 'retry' };
  const { remedy } = closeCodes[kind];
  return remedy === 'stop' ? { remedy, kind } : { remedy };
}

function kindOf({ code, reason }: { code?: number; reason?: string }): CloseKind | null {
  if (reason === denialReasons.access) return 'forbidden';
  if (reason === denialReasons.token) return 'unauthorized';
  const kinds = Object.keys(closeCodes) as CloseKind[];
  return (
    kinds.find((kind) => kind === reason || closeCodes[kind].reason === reason) ??
    kinds.find((kind) => closeCodes[kind].code === code) ??
    null
  );
}
