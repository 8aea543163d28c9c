/** One search: from what was typed to a page of results (S1 to S4). */
import type { SearchQuery, SearchResults } from '@scriptorium/shared/api/search.ts';
import { search_results_max } from '@scriptorium/shared/api/search.ts';
import { parseQuery, type Term } from '@scriptorium/shared/search/parse-query.ts';
import { type IsSought, marksOf, snippetOf, soughtBy } from '@scriptorium/shared/search/snippet.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { type Find, type FoundNote, findNotes, findWorkspaces } from './find-notes.ts';
import { findNamed } from './find-named.ts';
import { personLexeme, quoteLexeme, tagLexeme } from './note-words.ts';
import { findSimilarWords } from './similar-words.ts';
import { and, type TsQueries, tsQueries } from './ts-query.ts';

/** A search is not worth more of everybody's database. */
const statement_ms_max = 3_000;
/** With fewer results than these, words may have been mistyped. */
const results_enough = 5;

/** @throws ApiError unavailable, when it would take too long */
export async function searchNotes(
  ctx: Context,
  person_id: string,
  query: SearchQuery,
): Promise<SearchResults> {
  const terms = parseQuery(query.q);
  if (terms.length === 0 && !hasFilter(query)) return { results: [], next: null };
  try {
    return await transaction(ctx.db, async (tx) => {
      // By an index always: to read all notes, with their words, takes much longer than Postgres thinks.
      await tx.query(
        `set transaction read only; set local statement_timeout = ${statement_ms_max}; set local enable_seqscan = off`,
      );
      return await search(tx, person_id, terms, query);
    });
  } catch (error) {
    if (isTimeout(error)) {
      throw new ApiError(
        'unavailable',
        'This takes too long to find. Look for something rarer, or in fewer notes.',
        { retry_after_seconds: 5 },
        { cause: error },
      );
    }
    throw error;
  }
}

function hasFilter({ tag, person, from, to, in: below, trash }: SearchQuery): boolean {
  return Boolean(tag ?? person ?? from ?? to ?? below) || trash === 'true';
}

async function search(
  tx: Tx,
  person_id: string,
  terms: readonly Term[],
  query: SearchQuery,
): Promise<SearchResults> {
  const people = await findNamed(tx, person_id, terms);
  const offset = Number(query.after ?? 0);
  const count = Math.min(query.limit, search_results_max - offset);
  if (count <= 0) return { results: [], next: null };
  const { workspace_id } = query;
  const mine = await findWorkspaces(tx, person_id);
  const find = (queries: TsQueries, page: Pick<Find, 'offset' | 'count' | 'except'>) =>
    findNotes(tx, {
      person_id,
      workspaces: workspace_id ? mine.filter(({ id }) => id === workspace_id) : mine,
      filters: query,
      queries: withFilters(queries, query),
      ...page,
    });

  const found = await find(tsQueries({ terms, people }), { offset, count: count + 1 });
  const page = found.slice(0, count);
  const results = page.map((note) => toResult(note, soughtBy(terms)));
  const isMore = found.length > count && offset + count < search_results_max;
  if (isMore || offset > 0 || results.length >= results_enough) {
    return { results, next: isMore ? `${offset + count}` : null };
  }
  const similar = await findSimilarWords(tx, terms);
  if (similar.size === 0) return { results, next: null };
  const except = page.map(({ note_id }) => note_id);
  const others = await find(tsQueries({ terms, people, similar }), {
    offset: 0,
    count: count - page.length,
    except,
  });
  const isSought = soughtBy(terms, [...similar.values()].flat());
  return { results: [...results, ...others.map((note) => toResult(note, isSought))], next: null };
}

function withFilters({ all, titles, ...queries }: TsQueries, { tag, person }: SearchQuery): TsQueries {
  const filters = [
    tag === undefined ? null : quoteLexeme(tagLexeme(tag)),
    person === undefined ? null : quoteLexeme(personLexeme(person)),
  ];
  return { ...queries, all: and([all, ...filters]), titles: and([titles, ...filters]) };
}

function toResult(note: FoundNote, isSought: IsSought): SearchResults['results'][number] {
  const { note_id, workspace_id, title, tags, trashed } = note;
  const inBody = snippetOf(note.body, isSought);
  const inComments = inBody.marks.length > 0 ? null : snippetOf(note.comments, isSought);
  // How the text begins says more than a comment without any of the words.
  const isFromComment = inComments !== null && inComments.marks.length > 0;
  const snippet = isFromComment ? inComments : inBody;
  return {
    note_id,
    workspace_id,
    title,
    title_marks: marksOf(title, isSought),
    snippet: snippet.text,
    snippet_marks: snippet.marks,
    snippet_from: isFromComment ? 'comment' : 'text',
    tags,
    updated_at: note.updated_at.toISOString(),
    trashed,
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}
