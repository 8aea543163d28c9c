/** TipTap's blocks whose attributes a note may hold only in a few values. */
import { Heading as TipTapHeading } from '@tiptap/extension-heading';
import { OrderedList as TipTapOrderedList } from '@tiptap/extension-list';
import { integerIn, oneOf, safeAttribute } from '../safe-values.ts';

export const Heading = TipTapHeading.extend({
  addAttributes() {
    const { default: fallback, validate } = safeAttribute({
      name: 'level',
      html: 'data-level',
      fallback: 1,
      read: (raw) => ([1, 2, 3, 4] as const).find((level) => level === raw),
    });
    // The level is in the name of the HTML element.
    return { level: { default: fallback, validate, rendered: false } };
  },
}).configure({ levels: [1, 2, 3, 4] });

/** `type`: 1, a, A, i or I, as in HTML. */
export const OrderedList = TipTapOrderedList.extend({
  addAttributes() {
    const { start, type } = this.parent?.() ?? {};
    return {
      start: {
        ...safeAttribute({ name: 'start', html: 'start', fallback: 1, read: integerIn(0, 1_000_000) }),
        parseHTML: (element) => integerIn(0, 1_000_000)(start?.parseHTML?.(element)) ?? 1,
      },
      type: {
        ...safeAttribute({ name: 'type', html: 'type', fallback: null, read: readListType }),
        parseHTML: (element) => readListType(type?.parseHTML?.(element)) ?? null,
      },
    };
  },
});

const readListType = oneOf(['1', 'a', 'A', 'i', 'I']);
