/**
 * A toggle: a line that shows or hides the blocks below it. Whether it is open is each reader's own affair and no part
 * of the document. (TipTap's extensions, with inline nodes in the line and without their node views: the client has
 * its own, the server has no DOM.)
 */
import { Details, DetailsContent, DetailsSummary } from '@tiptap/extension-details';

export const Toggle = Details.extend({ addNodeView: null });

export const ToggleSummary = DetailsSummary.extend({ content: 'inline*' });

export const ToggleContent = DetailsContent.extend({ addNodeView: null });
