/** What is needed once somebody opens the settings. */
import { settings } from './settings.ts';

export const messages = { ...settings };
