import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, it } from 'vitest';
import { messages as deEditor } from './de/editor-part.ts';
import { messages as deHistory } from './de/history-part.ts';
import { messages as deOrder } from './de/order-part.ts';
import { messages as deSearch } from './de/search-part.ts';
import { messages as deSettings } from './de/settings-part.ts';
import { messages as deSharing } from './de/sharing-part.ts';
import { messages as deShell } from './de/shell-part.ts';
import { messages as deWorkspaces } from './de/workspaces-part.ts';
import { messages as enEditor } from './en/editor-part.ts';
import { messages as enHistory } from './en/history-part.ts';
import { messages as enOrder } from './en/order-part.ts';
import { messages as enSearch } from './en/search-part.ts';
import { messages as enSettings } from './en/settings-part.ts';
import { messages as enSharing } from './en/sharing-part.ts';
import { messages as enShell } from './en/shell-part.ts';
import { messages as enWorkspaces } from './en/workspaces-part.ts';

const english: Record<string, string> = {
  ...enShell,
  ...enEditor,
  ...enHistory,
  ...enOrder,
  ...enSearch,
  ...enSettings,
  ...enSharing,
  ...enWorkspaces,
};
const others: Record<string, Record<string, string>> = {
  de: {
    ...deShell,
    ...deEditor,
    ...deHistory,
    ...deOrder,
    ...deSearch,
    ...deSettings,
    ...deSharing,
    ...deWorkspaces,
  },
};

it.each(Object.keys(others))('%s has every message, and none that nobody asks for', (language) => {
  expect(Object.keys(others[language] ?? {}).sort()).toEqual(Object.keys(english).sort());
});

it.each(Object.keys(others))('%s puts the same values into a message as English', (language) => {
  for (const [id, text] of Object.entries(others[language] ?? {})) {
    expect([id, valuesOf(text)]).toEqual([id, valuesOf(english[id] ?? '')]);
  }
});

it('a message that counts says what to write for one and for many', () => {
  expect(valuesOf('{count, plural, one {# note} other {# notes}}')).toEqual(['count']);
});

/** The names of what is filled in, wherever in the message. Compiled: strings, and `[name, kind, choices]`. */
function valuesOf(text: string): string[] {
  const names = new Set<string>();
  const collect = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens) {
      if (!Array.isArray(token)) continue;
      const [name, , choices] = token;
      names.add(String(name));
      if (typeof choices === 'object' && choices) Object.values(choices).forEach(collect);
    }
  };
  collect(compileMessage(text));
  return [...names].sort();
}
