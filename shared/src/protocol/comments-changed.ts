/**
 * A stateless message from server to client: "somebody commented on this note, or changed a comment". What there is now is
 * asked for over REST. Stock clients know nothing of it.
 */
export const comments_changed = JSON.stringify({ kind: 'comments_changed', version: 1 });
