/** A note of a template that comes with the app. It is made on this device, also without a network. */
import { fillPlaceholders } from '@scriptorium/shared/document/fill-placeholders.ts';
import { fromMarkdown } from '@scriptorium/shared/document/from-markdown.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { getSchema } from '@tiptap/core';
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { BuiltIn } from '../features/notes/built-in-templates.ts';
import { placeOfNew } from '../features/notes/workspace.ts';
import { currentLanguage } from '../lib/i18n/i18n.ts';
import type { Account } from '../sync/account/account.ts';
import type { SyncConnection } from '../sync/connection.ts';
import { keepAsNew } from '../sync/keep-as-new.ts';

/** @returns the new note's id */
export async function makeBuiltIn(
  { noteTitle, markdown }: BuiltIn,
  author: string,
  connection: SyncConnection,
  account: Account,
): Promise<string> {
  const doc = new Y.Doc();
  doc.getText(title_field).insert(0, noteTitle);
  const body = fromMarkdown(markdown, getSchema(noteExtensions()));
  prosemirrorToYXmlFragment(body, doc.getXmlFragment(body_field));
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'long' }).format(new Date());
  fillPlaceholders(doc, { date, author });
  const createNote = () => account.actions.createNote(placeOfNew(account));
  const kept = await keepAsNew({ connection, createNote, copyFile: async () => {} }, doc);
  await account.setTitle(kept.noteId, kept.title);
  return kept.noteId;
}
