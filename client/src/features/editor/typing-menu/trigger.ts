/** Whether what is being typed asks for a menu: `/` blocks, `@` people and notes, `[[` notes, `:` emoji. */
export type TriggerKind = 'block' | 'mention' | 'note' | 'emoji';

export interface Trigger {
  kind: TriggerKind;
  /** How many characters before the caret it begins, its own sign included. */
  length: number;
  query: string;
}

const triggers: [TriggerKind, RegExp][] = [
  ['note', /\[\[([^[\]]{0,60})$/u],
  ['block', /(?:^|\s)(\/([\p{L}\p{N}]{0,20}(?: [\p{L}\p{N}]{1,20})?))$/u],
  ['mention', /(?:^|[\s([])(@([\p{L}\p{N}][\p{L}\p{N}._-]{0,30}(?: [\p{L}\p{N}]{1,30})?)?)$/u],
  ['emoji', /(?:^|\s)(:([\p{L}\p{N}_+-]{2,30}))$/u],
];

/** `before`: the text of the line up to the caret. */
export function findTrigger(before: string): Trigger | null {
  for (const [kind, pattern] of triggers) {
    const match = pattern.exec(before);
    if (!match) continue;
    const whole = kind === 'note' ? match[0] : (match[1] ?? '');
    const query = kind === 'note' ? match[1] : match[2];
    return { kind, length: whole.length, query: query ?? '' };
  }
  return null;
}
