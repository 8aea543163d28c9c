import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app/app.tsx';
import { prepareLanguage } from './app/language.ts';
import { watchMissingParts } from './app/missing-parts.ts';

// The server's policy refuses `new Function`, which zod would try for speed, once, with an error in the console.
z.config({ jitless: true });

watchMissingParts();
// After the page: the first visit has better things to fetch than what the next one needs.
if (document.readyState === 'complete') void workOffline();
else window.addEventListener('load', () => void workOffline(), { once: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
void prepareLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);

async function workOffline(): Promise<void> {
  const { startServiceWorker } = await import('./app/service-worker.ts');
  await startServiceWorker();
}
