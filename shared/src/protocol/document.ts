/**
 * Where things are in a note's Y.Doc. Every client, ours or not, reads and writes these names.
 *
 *   doc.getXmlFragment('default')   the body, in TipTap's schema (`document/schema.ts`)
 *   doc.getText('title')            the title, one line of plain text
 */
export const body_field = 'default';
export const title_field = 'title';
