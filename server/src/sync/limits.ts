/** What a socket may do before it is closed (P1). Each is far above what people do and far below what hurts. */

/** A frame: the largest paste, or everything typed in days offline. */
export const frame_bytes_max = 16 * 1024 * 1024;
/** A caret and a name take 300 bytes. */
export const awareness_bytes_max = 16 * 1024;
/** From the opening of the socket to the first note that lets it in. */
export const authentication_ms_max = 10_000;
/** Frames buffered while a note is being authenticated and loaded. */
export const unauthenticated_bytes_max = 16 * 1024 * 1024;
export const unauthenticated_frames_max = 1_000;
/** Notes a socket has open at the same time. */
export const notes_per_socket_max = 200;
export const sockets_per_person_max = 50;
/** Bytes a reader may lag behind; beyond it the socket is closed and catches up by its state vector (P2). */
export const unread_bytes_max = 32 * 1024 * 1024;
/** Updates that wait for the database; beyond it sockets that write are closed until it is back (D3). */
export const unsaved_bytes_max = 128 * 1024 * 1024;
/** A socket that does not answer a ping within this time is dead. */
export const ping_ms = 30_000;
