/** What is needed once somebody looks into the trash, at a tag or at templates, or opens a dialog about a note. */
import { order } from './order.ts';

export const messages = { ...order };
