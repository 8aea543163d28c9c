/** What is needed once somebody looks at what waits. */
import { queue } from './queue.ts';

export const messages = { ...queue };
