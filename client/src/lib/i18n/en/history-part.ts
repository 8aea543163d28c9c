/** What is needed once somebody looks at a history. */
import { history } from './history.ts';

export const messages = { ...history };
