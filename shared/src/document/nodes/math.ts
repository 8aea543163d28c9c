/** Formulas in LaTeX, in a line and as a block. How they look is the client's affair (KaTeX). */
import { Node } from '@tiptap/core';
import { safeAttribute, textOf } from '../safe-values.ts';

const latex_length_max = 10_000;

export const readLatex = textOf(latex_length_max);

const latex = () => ({
  latex: safeAttribute({ name: 'latex', html: 'data-latex', fallback: '', read: readLatex }),
});

export const InlineMath = Node.create({
  name: 'inlineMath',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: latex,
  parseHTML: () => [{ tag: 'span[data-type="inlineMath"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    { ...HTMLAttributes, 'data-type': 'inlineMath' },
    readLatex(node.attrs.latex) ?? '',
  ],
  renderText: ({ node }) => readLatex(node.attrs.latex) ?? '',
});

export const BlockMath = Node.create({
  name: 'blockMath',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: latex,
  parseHTML: () => [{ tag: 'div[data-type="blockMath"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'div',
    { ...HTMLAttributes, 'data-type': 'blockMath' },
    readLatex(node.attrs.latex) ?? '',
  ],
  renderText: ({ node }) => readLatex(node.attrs.latex) ?? '',
});
