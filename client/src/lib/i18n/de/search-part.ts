/** What is needed once somebody looks for something. */
import { search } from './search.ts';

export const messages = { ...search };
