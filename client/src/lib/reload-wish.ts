/**
 * Whether this page should be loaded anew, and why. Whoever finds out says so with `askForReload`; the app shows it in a
 * quiet bar, and nothing is reloaded without a click. Whoever has something on its way to the disk says so with
 * `beforeReload`, and is waited for.
 */

/**
 * - `new_version`: a newer version of the app waits on this device.
 * - `updated_elsewhere`: another tab has taken it already.
 * - `part_missing`: a file of this version is neither here nor on the server any more.
 * - `outdated`: the server is newer than this page, and one of them does not understand the other.
 *
 * From the mildest on: a stronger one takes the place of a milder one.
 */
const reasons = ['new_version', 'updated_elsewhere', 'part_missing', 'outdated'] as const;
export type ReloadReason = (typeof reasons)[number];

let wish: ReloadReason | null = null;
/** Said "Later" to: only something stronger is shown again. */
let declined: ReloadReason | null = null;
const listeners = new Set<() => void>();
const flushes = new Set<() => Promise<void>>();

export function askForReload(reason: ReloadReason): void {
  if (strength(reason) <= Math.max(strength(wish), strength(declined))) return;
  set(reason);
}

export function declineReload(): void {
  declined = wish;
  set(null);
}

export function reloadWish(): ReloadReason | null {
  return wish;
}

export function onReloadWish(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param flush resolves when all that was changed is on this device's disk @returns what takes it back */
export function beforeReload(flush: () => Promise<void>): () => void {
  flushes.add(flush);
  return () => flushes.delete(flush);
}

/** @throws when something cannot be written: then the page must not go */
export async function flushAll(): Promise<void> {
  await Promise.all([...flushes].map((flush) => flush()));
}

function strength(reason: ReloadReason | null): number {
  return reason === null ? -1 : reasons.indexOf(reason);
}

function set(next: ReloadReason | null): void {
  wish = next;
  for (const listener of listeners) listener();
}
