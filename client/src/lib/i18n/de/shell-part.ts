/** What is needed before a note is open. */
import { app } from './app.ts';
import { auth } from './auth.ts';
import { notes } from './notes.ts';
import { sync } from './sync.ts';

export const messages = { ...app, ...auth, ...notes, ...sync };
