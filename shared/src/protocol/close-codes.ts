/**
 * Why the server closes a socket, and what a client does then. 1xxx are RFC 6455's, 4xxx are this application's.
 *
 *   retry    come back with backoff; what was typed meanwhile goes along
 *   refresh  get a new token, then come back
 *   stop     do not come back by itself; tell the person why, and offer a copy of what is not saved
 */
export type RemedyWord = 'retry' | 'refresh' | 'stop';

export const closeCodes = {
  going_away: { code: 1001, remedy: 'retry', reason: 'The server is restarting' },
  too_large: { code: 1009, remedy: 'stop', reason: 'A message is larger than this server takes' },
  try_again_later: { code: 1013, remedy: 'retry', reason: 'The server is busy' },
  bad_message: { code: 4400, remedy: 'stop', reason: 'The message is not part of the protocol' },
  unauthorized: { code: 4401, remedy: 'refresh', reason: 'The token is missing, wrong or expired' },
  forbidden: { code: 4403, remedy: 'stop', reason: 'You may not open this note' },
  auth_timeout: { code: 4408, remedy: 'retry', reason: 'Nobody signed in on this socket in time' },
  access_changed: { code: 4410, remedy: 'retry', reason: 'What you may do in this note has changed' },
  note_full: { code: 4413, remedy: 'stop', reason: 'The note has reached its size limit' },
  outdated: { code: 4426, remedy: 'stop', reason: 'This server needs a newer version of the app' },
  too_many: { code: 4429, remedy: 'retry', reason: 'Too many messages, sockets or notes at once' },
} as const satisfies Record<string, { code: number; remedy: RemedyWord; reason: string }>;

export type CloseKind = keyof typeof closeCodes;

/** The kinds after which a client does not come back by itself: each needs words for the person. */
export type StopKind = {
  [Kind in CloseKind]: (typeof closeCodes)[Kind]['remedy'] extends 'stop' ? Kind : never;
}[CloseKind];
