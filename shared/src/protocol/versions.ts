/**
 * What both ends must have in common, beyond the words of the wire. The client sends its two versions in the address of
 * its socket (`/sync?v=1&schema=2`); a server that requires newer ones closes it as `outdated` before any note is
 * opened, and the page keeps what is on the device and asks for a reload. Stock providers send none and are let in.
 */

/**
 * Of messages and close codes. Raise it when a client that does not know of a change would do something wrong; an addition
 * that older clients ignore, or retry, raises nothing.
 */
export const protocol_version = 1;

/**
 * Of `document/schema.ts`. Raise it with every node, mark or attribute that is added: an editor deletes from the shared
 * document what its own schema does not know. 1 was TipTap's StarterKit; 2 has tables, math, images, mentions, links to
 * notes and the rest of the blocks.
 */
export const schema_version = 2;

/** The oldest that a server of this version lets in. A schema is required as soon as notes may hold what is new in it. */
export const protocol_version_min = 1;
export const schema_version_min = 2;
