import type { CloseKind } from '@scriptorium/shared/protocol/close-codes.ts';

/** What a client sent breaks a rule: it is closed as `kind`. Never for faults of the server (P6). */
export class ProtocolFault extends Error {
  readonly kind: CloseKind;

  constructor(kind: CloseKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
