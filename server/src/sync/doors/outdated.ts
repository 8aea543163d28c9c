import { protocol_version_min, schema_version_min } from '@scriptorium/shared/protocol/versions.ts';

/** Whether a client says in its address that it is older than this server takes. One that says nothing is not ours. */
export function isOutdated(parameters: URLSearchParams): boolean {
  return (
    isBelow(parameters.get('v'), protocol_version_min) ||
    isBelow(parameters.get('schema'), schema_version_min)
  );
}

function isBelow(text: string | null, min: number): boolean {
  return text !== null && /^\d{1,9}$/.test(text) && Number(text) < min;
}
