/**
 * A note as a page of HTML that needs nothing else: what it says, in the tags that every browser knows. No script, and no
 * style but the browser's.
 */
import type { Node } from '@tiptap/pm/model';
import { renderToHTMLString } from '@tiptap/static-renderer/pm/html-string';
import { escapeAttribute } from './markdown/escape.ts';
import { noteExtensions } from './schema.ts';

export function toHtml(title: string, doc: Node): string {
  const heading = escapeAttribute(title);
  const body = renderToHTMLString({ content: doc, extensions: noteExtensions() });
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>${heading}</title>
</head>
<body>
<h1>${heading}</h1>
${body}
</body>
</html>
`;
}
