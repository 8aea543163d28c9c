/** What is needed once comments are there to be shown. */
import { comments } from './comments.ts';

export const messages = { ...comments };
