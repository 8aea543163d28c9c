/** `/api/v1/notes/:id/content`: what a note says, for scripts. */
import { z } from 'zod';

/** Characters of a note that is written at once. The body of a request is at most 1 MiB. */
const content_length_max = 1024 * 1024;

export const contentQuerySchema = z.object({
  format: z
    .enum(['json', 'text', 'markdown', 'html'])
    .default('json')
    .describe(
      'json: TipTap’s, with the title; markdown: its first heading is the title; text: without the title',
    ),
});
export type ContentFormat = z.infer<typeof contentQuerySchema>['format'];

export const writeContentQuerySchema = z.object({
  format: z
    .enum(['json', 'text', 'markdown'])
    .default('json')
    .describe(
      'json: {title?, body}; markdown (Content-Type: text/markdown): a heading of the first level at its beginning is the title; text (text/plain): the title stays',
    ),
});
export const contentJsonSchema = z
  .object({ title: z.string().max(1_000).optional(), body: z.looseObject({ type: z.literal('doc') }) })
  .meta({ id: 'NoteContent' });
export const writeContentRequestSchema = z.union([contentJsonSchema, z.string().max(content_length_max)]);
export interface NoteContentJson {
  title: string;
  body: object;
}

export const writtenSchema = z
  .object({
    seq: z
      .int()
      .nullable()
      .describe('Of the update in the note’s history; null: the note said all of it already'),
  })
  .meta({ id: 'Written' });
