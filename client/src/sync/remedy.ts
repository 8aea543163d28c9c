/**
 * What to do when the server closes a note or refuses to open it. A whole socket is closed with a code; a single note
 * on it only with a reason in words, which is why both are looked at. An unknown reason is retried: a fault of the
 * server must never look like "you may not" (P6).
 */
import { type CloseKind, closeCodes, type StopKind } from '@scriptorium/shared/protocol/close-codes.ts';
import { closeKindOfDenial, toDenialReason } from '@scriptorium/shared/protocol/denials.ts';

export type Remedy = { remedy: 'retry' | 'refresh' } | { remedy: 'stop'; kind: StopKind };

export function remedyFor(event: { code?: number; reason?: string }): Remedy {
  const kind = kindOf(event);
  if (!kind) return { remedy: 'retry' };
  if (isStop(kind)) return { remedy: 'stop', kind };
  return { remedy: closeCodes[kind].remedy };
}

function isStop(kind: CloseKind): kind is StopKind {
  return closeCodes[kind].remedy === 'stop';
}

function kindOf({ code, reason }: { code?: number; reason?: string }): CloseKind | null {
  const denial = toDenialReason(reason);
  if (denial) return closeKindOfDenial[denial];
  const kinds = Object.keys(closeCodes) as CloseKind[];
  return (
    kinds.find((kind) => kind === reason || closeCodes[kind].reason === reason) ??
    kinds.find((kind) => closeCodes[kind].code === code) ??
    null
  );
}
