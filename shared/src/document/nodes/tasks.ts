import { TaskItem as TipTapTaskItem, TaskList as TipTapTaskList } from '@tiptap/extension-list';
import { readBoolean, safeAttribute } from '../safe-values.ts';

export const TaskList = TipTapTaskList;

/** TipTap's, nested, without its node view: the client has its own. */
export const TaskItem = TipTapTaskItem.extend({
  addAttributes: () => ({
    checked: {
      ...safeAttribute({ name: 'checked', html: 'data-checked', fallback: false, read: readBoolean }),
      keepOnSplit: false,
    },
  }),
  addNodeView: null,
}).configure({ nested: true });
