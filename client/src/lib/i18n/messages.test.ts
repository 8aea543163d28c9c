import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, it } from 'vitest';

const parts = import.meta.glob<{ messages: Record<string, string> }>('./*/*-part.ts', { eager: true });

function messagesIn(language: string): Record<string, string> {
  const mine = Object.entries(parts).filter(([path]) => path.startsWith(`./${language}/`));
  return Object.assign({}, ...mine.map(([, part]) => part.messages));
}

const english = messagesIn('en');
const others: Record<string, Record<string, string>> = { de: messagesIn('de') };

it('English has messages in every part', () => {
  expect(Object.keys(parts).length).toBeGreaterThan(10);
  expect(Object.keys(english).length).toBeGreaterThan(500);
});

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
