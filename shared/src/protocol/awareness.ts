/**
 * What a client says about itself in a note (y-protocols awareness state), and the colours that a person can have.
 * The server overwrites `user` with what it knows of the connection: nobody can be someone else (P5).
 */
import { z } from 'zod';

export const presenceUserSchema = z.object({ id: z.string(), name: z.string(), color: z.string() });
export type PresenceUser = z.infer<typeof presenceUserSchema>;

/** Distinguishable on white and on near-black, each at least 4.5:1 under white text. */
export const presenceColors = [
  '#c2410c',
  '#a16207',
  '#4d7c0f',
  '#15803d',
  '#0f766e',
  '#0369a1',
  '#1d4ed8',
  '#4f46e5',
  '#7c3aed',
  '#a21caf',
  '#be185d',
  '#b91c1c',
] as const;

/** For who has chosen none. The same person has the same colour everywhere: FNV-1a (32 bit) of the id picks it. */
export function presenceColor(personId: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < personId.length; i++) {
    hash = Math.imul(hash ^ personId.charCodeAt(i), 0x01000193) >>> 0;
  }
  return presenceColors[hash % presenceColors.length] as string;
}
