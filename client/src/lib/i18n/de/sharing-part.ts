/** What is needed once somebody shares a note, looks at who can see it, or came as a guest. */
import { sharing } from './sharing.ts';

export const messages = { ...sharing };
