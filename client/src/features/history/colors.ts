import { type CSSProperties, createContext, useContext } from 'react';

/** `#rrggbb` of a person; null: the server. */
export type ColorOf = (personId: string | null) => string;

/** The same person has the same colour everywhere: the app knows it. */
export const ColorContext = createContext<ColorOf>(() => '');

/** For CSS that draws something in a person's colour. */
export function usePersonStyle(personId: string | null): CSSProperties {
  return { '--person': useContext(ColorContext)(personId) } as CSSProperties;
}
