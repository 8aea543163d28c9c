/** What somebody was told, and what happened: fetched once the page is there. */
import { notifications } from './notifications.ts';

export const messages = { ...notifications };
