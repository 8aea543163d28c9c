import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app/app.tsx';
import { prepareLanguage } from './app/language.ts';
import { watchMissingParts } from './app/missing-parts.ts';
import { workOffline } from './app/work-offline.ts';

// The server's policy refuses `new Function`, which zod would try for speed, once, with an error in the console.
z.config({ jitless: true });

watchMissingParts();
workOffline();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
void prepareLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
