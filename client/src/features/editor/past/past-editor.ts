import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { Editor } from '@tiptap/core';
import { t } from '../../../lib/i18n/i18n.ts';
import { blockViews } from '../block-views/block-views.ts';
import { LongNote } from '../long-note.ts';
import { Panels } from '../panels/panels.ts';
import type { Surroundings } from '../surroundings.ts';
import { PastMarks } from './past-marks.ts';

/** Bound to nothing: what it shows is handed to it (`past-marks.ts`). Whoever makes it destroys it. */
export function makePastEditor(
  element: HTMLElement,
  { personId, surroundings }: { personId: string; surroundings: Surroundings },
): Editor {
  return new Editor({
    element,
    injectCSS: false,
    editable: false,
    extensions: [
      ...noteExtensions(),
      PastMarks,
      LongNote,
      blockViews({ panels: new Panels(), surroundings, ownId: personId, isForReading: true }),
    ],
    editorProps: {
      attributes: { class: 'prose', role: 'document', 'aria-label': t('blocks.textLabel') },
    },
  });
}
