/** What is done with notes beside writing them: copies, templates, moves to other workspaces, tags of all of them. */
import { z } from 'zod';
import { color_names } from '../document/safe-values.ts';
import { idSchema } from './common.ts';
import { rankSchema, tagSchema, title_length_max } from './notes.ts';

/** With all that is below it, so many notes are copied at once. */
export const copied_notes_max = 200;

/** `POST /api/v1/notes/:id/duplicate`. */
export const duplicateRequestSchema = z
  .object({
    id: idSchema.optional().describe('Of the new note, chosen by the client: a retry is harmless'),
    with_below: z
      .boolean()
      .default(false)
      .describe(`Also what is below it; at most ${copied_notes_max} notes`),
    parent_id: idSchema
      .nullish()
      .describe('Default: behind the original, or on top where nothing may be made there'),
    title: z.string().max(title_length_max).optional().describe("Default: the original's"),
    fill: z
      .object({ date: z.string().max(60) })
      .optional()
      .describe(
        'As from a template: {{title}}, {{author}} and {{date}}, which is given here as people read it',
      ),
  })
  .meta({ id: 'DuplicateRequest' });
export type DuplicateRequest = z.infer<typeof duplicateRequestSchema>;

/** `POST /api/v1/notes/:id/move`. */
export const moveRequestSchema = z
  .object({
    workspace_id: idSchema.describe('Where it goes, with all that is below it'),
    parent_id: idSchema.nullish().describe('A note there; default: the top'),
    rank: rankSchema.optional().describe('Default: before all others'),
  })
  .meta({ id: 'MoveRequest' });
export type MoveRequest = z.infer<typeof moveRequestSchema>;

/** `DELETE /api/v1/workspaces/:id/trash`. */
export const emptiedSchema = z
  .object({
    deleted: z.int().describe('Each counted as which it lay there'),
    left: z.int().describe('Ask again until there are none'),
  })
  .meta({ id: 'EmptiedTrash' });

/** `PUT`, `PATCH` and `DELETE /api/v1/workspaces/:id/tags/:tag`. */
export const tagParamsSchema = z.object({ id: idSchema, tag: tagSchema });
export const colorTagRequestSchema = z
  .object({ color: z.enum(color_names).nullable().describe('null: none') })
  .meta({ id: 'ColorTagRequest' });
export const renameTagRequestSchema = z.object({ name: tagSchema }).meta({ id: 'RenameTagRequest' });
export const renamedTagSchema = z.object({ notes: z.int() }).meta({ id: 'RenamedTag' });
