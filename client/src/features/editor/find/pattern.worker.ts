/** Runs a pattern that somebody typed: one that never comes to an end holds up nobody but this thread. */
import { compileQuery, type FindQuery, type Hit, hits_max, replacementFor, searchText } from './search.ts';

export interface PatternRequest {
  id: number;
  query: FindQuery;
  texts: string[];
  /** Missing: nothing is to be replaced. */
  template?: string;
}

export interface PatternAnswer {
  id: number;
  /** For each text. */
  hits: Hit[][];
}

self.onmessage = ({ data }: MessageEvent<PatternRequest>) => {
  const pattern = compileQuery(data.query);
  const replacement = data.template === undefined ? undefined : replacementFor(data.query, data.template);
  let count = 0;
  const hits = data.texts.map((text) => {
    if (!pattern || count >= hits_max) return [];
    const found = searchText(text, pattern, replacement);
    count += found.length;
    return found;
  });
  self.postMessage({ id: data.id, hits } satisfies PatternAnswer);
};
