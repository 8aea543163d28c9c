/**
 * Passwords are slow to check on purpose: 0.1 s of a core each, in one of the four threads that Node has for such work. With
 * all four at it, everybody's request waits, because cookies are checked there, too. So half of the cores at most, and two.
 */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';

/** Runs what hashes a password when it is its turn: `hashing(() => …)`. */
export const hashing = pLimit(Math.min(2, Math.ceil(availableParallelism() / 2)));
