import { whenIdle } from '../ui/when-idle.ts';

/** After the page: the first visit has better things to fetch than what the next one needs. */
export function workOffline(): void {
  whenIdle(() => void start());
}

async function start(): Promise<void> {
  const { startServiceWorker } = await import('./service-worker.ts');
  await startServiceWorker();
}
