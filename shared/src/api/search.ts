/** Search over titles, texts, tags, comments and people. `GET /api/v1/search`. Its rules: `server/src/search/SPEC.md`. */
import { z } from 'zod';
import { query_length_max } from '../search/parse-query.ts';
import { idSchema, timestampSchema } from './common.ts';
import { tag_length_max } from './notes.ts';

export const search_results_max = 100;

export const searchQuerySchema = z.object({
  q: z
    .string()
    .max(query_length_max, `At most ${query_length_max} characters`)
    .default('')
    .describe('Words, "a phrase", -not, tag:name, person:name. Empty: whatever the other parameters leave'),
  tag: z.string().max(tag_length_max).optional().describe('Has this tag; case does not count'),
  person: idSchema.optional().describe('Id of who wrote in it, made it, or is named in it'),
  from: timestampSchema.optional().describe('Last changed then or later'),
  to: timestampSchema.optional().describe('Last changed before then'),
  in: idSchema.optional().describe('A note: only it and what is below it'),
  workspace_id: idSchema.optional().describe('Default: all that the caller may read'),
  trash: z.enum(['false', 'true', 'any']).default('false').describe('true: only what lies in the trash'),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  after: z
    .string()
    .regex(/^\d{1,3}$/, 'Take it from `next` of the page before')
    .optional()
    .describe('`next` of the page before'),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

const marksSchema = z
  .array(z.tuple([z.int(), z.int()]))
  .describe('What was found, as ranges of UTF-16 units: from, and up to but not with');

const searchResultSchema = z.object({
  note_id: idSchema,
  workspace_id: idSchema,
  title: z.string(),
  title_marks: marksSchema,
  snippet: z
    .string()
    .describe(
      'Plain text, never HTML: where it was found, or how the note begins; up to about 180 characters',
    ),
  snippet_marks: marksSchema,
  snippet_from: z
    .enum(['text', 'comment'])
    .describe('What it is from: the note’s text, or what is said about it'),
  tags: z.array(z.string()),
  updated_at: timestampSchema,
  trashed: z.boolean(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const searchResultsSchema = z
  .object({
    results: z.array(searchResultSchema),
    next: z
      .string()
      .nullable()
      .describe(`Null at the end; ${search_results_max} results at most: who wants others says more`),
  })
  .meta({ id: 'SearchResults' });
export type SearchResults = z.infer<typeof searchResultsSchema>;
