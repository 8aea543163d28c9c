/**
 * A stateless message from server to client: "you were told something, or read it on another device; look". It says
 * nothing of what. Stock clients take no notice.
 */
export const notified_message = '{"kind":"notified","version":1}';
