/** What is needed once a note is open. */
import { attachments } from './attachments.ts';
import { blocks } from './blocks.ts';
import { editor } from './editor.ts';
import { saving } from './saving.ts';

export const messages = { ...attachments, ...blocks, ...editor, ...saving };
