/** KaTeX, in a file of its own: it comes with the first formula. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

/** @returns what is wrong with the formula, or `null` once it is drawn */
export function drawFormula(into: HTMLElement, latex: string, isBlock: boolean): string | null {
  try {
    katex.render(latex, into, {
      displayMode: isBlock,
      throwOnError: true,
      // A formula is written by anybody: no links, no files, no classes, no endless macros, nothing beyond the column.
      trust: false,
      maxExpand: 500,
      maxSize: 40,
      strict: 'ignore',
      output: 'htmlAndMathml',
    });
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message.replace(/^KaTeX parse error: /, '') : String(cause);
  }
}
