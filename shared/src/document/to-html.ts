/**
 * A note as HTML: what it says, in the tags that every browser knows. No script, and no style. `toHtml` is a page that
 * needs nothing else.
 */
import type { Node } from '@tiptap/pm/model';
import { renderToHTMLString } from '@tiptap/static-renderer/pm/html-string';
import { escapeAttribute } from './markdown/escape.ts';
import { noteExtensions } from './schema.ts';

/** How some nodes are written, by their names, where the schema's way does not do; what these return is not escaped. */
export type Ways = Record<string, (node: Node, children: string) => string>;

export function bodyToHtml(doc: Node, ways: Ways = {}): string {
  const nodeMapping = Object.fromEntries(
    Object.entries(ways).map(([name, write]) => [
      name,
      ({ node, children }: { node: Node; children?: string | string[] }) =>
        write(node, [children ?? ''].flat().join('')),
    ]),
  );
  return renderToHTMLString({ content: doc, extensions: noteExtensions(), options: { nodeMapping } });
}

export function toHtml(title: string, doc: Node): string {
  const heading = escapeAttribute(title);
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>${heading}</title>
</head>
<body>
<h1>${heading}</h1>
${bodyToHtml(doc)}
</body>
</html>
`;
}
