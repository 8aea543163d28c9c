/** A page that is never idle has to do it some time. */
const idle_ms_max = 2_000;

/** When the browser has nothing better to do; where it does not say so, in a second. */
export function whenIdle(run: () => void): void {
  const { requestIdleCallback } = globalThis as Partial<typeof globalThis>;
  if (requestIdleCallback) requestIdleCallback(run, { timeout: idle_ms_max });
  else setTimeout(run, 1_000);
}
