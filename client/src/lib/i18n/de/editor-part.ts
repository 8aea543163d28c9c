/** What is needed once a note is open. */
import { attachments } from './attachments.ts';
import { blocks } from './blocks.ts';
import { editor } from './editor.ts';

export const messages = { ...attachments, ...blocks, ...editor };
