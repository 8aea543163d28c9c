/** How blocks are shown that are more than their HTML. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { Panels } from '../panels/panels.ts';
import type { Surroundings } from '../surroundings.ts';
import { calloutView } from './callout-view.ts';
import { codeView } from './code-view.ts';
import { Contents } from './contents-view.ts';
import { mathView } from './math-view.ts';
import { mentionView, noteLinkView } from './reference-views.ts';
import { tableView } from './table-view.ts';
import { taskView } from './task-view.ts';
import { toggleContentView, toggleView } from './toggle-view.ts';
import { unknownView } from './unknown-view.ts';

interface BlockViewOptions {
  panels: Panels;
  surroundings: Surroundings;
  ownId: string;
  /** Nobody can ever write in it. */
  isForReading?: boolean;
}

export function blockViews(options: BlockViewOptions): Extension {
  const { panels, surroundings, ownId, isForReading = false } = options;
  return Extension.create({
    name: 'blockViews',
    addProseMirrorPlugins: () => {
      const contents = new Contents();
      return [
        new Plugin({
          props: {
            nodeViews: {
              taskItem: taskView,
              details: toggleView,
              detailsContent: toggleContentView,
              callout: calloutView(panels),
              codeBlock: codeView(panels, isForReading),
              table: tableView,
              inlineMath: mathView(panels),
              blockMath: mathView(panels),
              mention: mentionView(ownId),
              noteLink: noteLinkView(surroundings),
              tableOfContents: contents.view,
              unknownBlock: unknownView,
              unknownInline: unknownView,
            },
          },
          view: () => ({
            update: (view, before) => view.state.doc !== before.doc && contents.textChanged(view),
          }),
        }),
      ];
    },
  });
}
