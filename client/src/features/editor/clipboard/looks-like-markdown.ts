/** One of these is enough. */
const plain = [
  /^#{1,6} \S/m,
  /^(?:```|~~~)/m,
  /^\s*[-*+] \[[ xX]\] /m,
  /^\s*\|?.*\|.*\n\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/m,
  /^\$\$\s*$/m,
  /^> \[!\w+\]/m,
  /\[[^\]\n]{1,200}\]\([^)\s]{1,2000}\)/,
  /(?<![\w*])\*\*[^\s*](?:[^*\n]{0,200}[^\s*])?\*\*(?![\w*])/,
];
/** A dash at the start of one line may be just that. */
const faint = /^\s*(?:[-*+]|\d{1,3}[.)]) \S|^> \S|`[^`\n]{1,200}`/gm;

/** Whether somebody who pastes this text means what its signs say. Rather no than yes: then every sign stays. */
export function looksLikeMarkdown(text: string): boolean {
  const start = text.slice(0, 20_000);
  return plain.some((sign) => sign.test(start)) || (start.match(faint)?.length ?? 0) >= 2;
}
