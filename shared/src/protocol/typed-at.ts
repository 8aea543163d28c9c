/**
 * A stateless message from client to server: "what my next sync step 2 brings was typed without a connection, from then
 * to then" (H1). It goes right before an answer to the server's step 1, and only where that is so; stock clients know
 * nothing of it, and a server that knows another version takes no notice.
 */
import { z } from 'zod';

/** Milliseconds since 1970, by the clock of the device. */
const clockSchema = z.number().int().min(0);

export const typedAtSchema = z
  .object({
    kind: z.literal('typed_at'),
    version: z.literal(1),
    typed_from: clockSchema,
    typed_to: clockSchema,
  })
  .refine(({ typed_from, typed_to }) => typed_from <= typed_to);
export type TypedAt = z.infer<typeof typedAtSchema>;

/** Of the message, as JSON; it takes half of that. */
export const typed_at_bytes_max = 200;
