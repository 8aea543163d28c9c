/**
 * Tables. What moves the cursor, selects cells and changes rows (`prosemirror-tables`) is no part of the schema: the
 * client loads it when it is needed. TipTap's table extension would bring it along always.
 */
import { type Attributes, callOrReturn, getExtensionField, Node } from '@tiptap/core';
import { integerIn, oneOf, type ReadValue, safeAttribute } from '../safe-values.ts';

const span_max = 50;
const width_px_max = 2_000;
const width_px_min = 40;

/** The widths of the columns a cell spans, in pixels; 0 where a column has none of its own. */
export const readColumnWidths: ReadValue<number[]> = (raw) => {
  if (!Array.isArray(raw) || raw.length > span_max) return undefined;
  const isWidth = (width: unknown) =>
    width === 0 ||
    (typeof width === 'number' && Number.isInteger(width) && width >= width_px_min && width <= width_px_max);
  return raw.every(isWidth) ? raw : undefined;
};

const cellAttributes = (): Attributes => ({
  colspan: span('colspan'),
  rowspan: span('rowspan'),
  colwidth: {
    default: null,
    validate: (raw: unknown) => {
      if (raw !== null && !readColumnWidths(raw)) throw new RangeError('Not widths of columns');
    },
    parseHTML: (element) =>
      readColumnWidths(element.getAttribute('data-colwidth')?.split(',').map(Number)) ?? null,
    renderHTML: ({ colwidth }) => {
      const widths = readColumnWidths(colwidth);
      return widths ? { 'data-colwidth': widths.join(',') } : {};
    },
  },
  align: safeAttribute({
    name: 'align',
    html: 'data-align',
    fallback: null,
    read: oneOf(['left', 'center', 'right']),
  }),
});

export const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  tableRole: 'table',
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  // The role is how `prosemirror-tables` knows these nodes.
  extendNodeSchema: (extension) => ({
    tableRole: callOrReturn(
      getExtensionField(extension, 'tableRole', {
        name: extension.name,
        options: extension.options,
        storage: extension.storage,
      }),
    ),
  }),
});

export const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  tableRole: 'row',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0],
});

export const TableCell = Node.create({
  name: 'tableCell',
  content: 'block+',
  isolating: true,
  tableRole: 'cell',
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
});

export const TableHeader = Node.create({
  name: 'tableHeader',
  content: 'block+',
  isolating: true,
  tableRole: 'header_cell',
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'th' }],
  renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
});

function span(name: 'colspan' | 'rowspan') {
  const attribute = safeAttribute({ name, html: name, fallback: 1, read: integerIn(1, span_max) });
  // 1 is what it is without.
  return {
    ...attribute,
    renderHTML: (attributes: Record<string, unknown>) =>
      attributes[name] === 1 ? {} : (attribute.renderHTML?.(attributes) ?? {}),
  };
}

declare module '@tiptap/core' {
  interface NodeConfig {
    tableRole?: string;
  }
}
