/** What nobody needs to tune. The rest of the limits are settings: `platform/limits.ts` (P1). */

/** From the opening of the socket to the first note that lets it in. */
export const authentication_ms_max = 10_000;
/** What a socket may send before anybody has signed in on it: tokens and state vectors, not text. */
export const stranger_bytes_max = 1024 * 1024;
/** Frames buffered while a note is being authenticated and loaded, on a socket where another is open already. */
export const unauthenticated_bytes_max = 16 * 1024 * 1024;
export const unauthenticated_frames_max = 1_000;
/** Awareness ids that one message may speak for; a browser has one. */
export const own_states_max = 10;
/** An awareness message: the presence of this many people, since y-websocket echoes all that it hears. */
export const echoed_states_max = 64;
/** A socket that does not answer a ping within this time is dead. */
export const ping_ms = 30_000;
/** A socket that sends nothing is no fault: pings show whether it lives. Hocuspocus would end it after a minute. */
export const idle_ms_max = 2 ** 31 - 1;
/** Seconds' worth of frames that may come at once: a stock client sends its offline edits one by one. */
export const burst_seconds = 100;
/** Opening a note costs queries and an encoding of the whole note: such frames count as this many. */
export const costly_frame = 20;
/** Before a token expires, the client is asked for a new one; ours renews two minutes before. */
export const refresh_before_ms = 60_000;
export const ask_again_ms = 10_000;
/** After the expiry, for the answer that is on its way. */
export const refresh_grace_ms = 10_000;
