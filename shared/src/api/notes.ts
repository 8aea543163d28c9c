/** Notes: the rows that people list, and their content. `/api/v1/notes`, `/api/v1/workspaces`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

/** A title is cut to this many characters in lists; the full title lives in the note's document. */
export const title_length_max = 300;

export const workspaceSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    role: z.enum(['owner']),
    created_at: timestampSchema,
  })
  .meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof workspaceSchema>;
export const workspaceListSchema = z
  .object({ workspaces: z.array(workspaceSchema) })
  .meta({ id: 'WorkspaceList' });

export const noteSchema = z
  .object({
    id: idSchema,
    workspace_id: idSchema,
    parent_id: idSchema.nullable(),
    title: z.string().describe('Derived from the document; empty while the note has no title'),
    rank: z.string().describe('LexoRank: siblings are listed by it, byte-wise'),
    created_at: timestampSchema,
    created_by: z.string().nullable().describe('Id of the person; null when the account is gone'),
    updated_at: timestampSchema.describe('When its content or title last changed'),
    trashed_at: timestampSchema.nullable(),
  })
  .meta({ id: 'Note' });
export type Note = z.infer<typeof noteSchema>;

export const createNoteRequestSchema = z
  .object({
    id: idSchema
      .optional()
      .describe('Chosen by the client, so that a note can be made offline and a retry is harmless'),
    title: z.string().max(title_length_max).optional(),
    parent_id: idSchema.nullish(),
    workspace_id: idSchema.optional().describe("Default: the caller's own workspace"),
  })
  .meta({ id: 'CreateNoteRequest' });
export type CreateNoteRequest = z.input<typeof createNoteRequestSchema>;

export const updateNoteRequestSchema = z
  .object({
    title: z
      .string()
      .max(title_length_max)
      .optional()
      .describe('Written into the document, so that open editors see it'),
    trashed: z.boolean().optional().describe('true moves the note to the trash, false brings it back'),
  })
  .meta({ id: 'UpdateNoteRequest' });
export type UpdateNoteRequest = z.infer<typeof updateNoteRequestSchema>;

export const noteListQuerySchema = z.object({
  workspace_id: idSchema.optional(),
  trashed: z.stringbool().default(false).describe('true lists the trash instead'),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  after: z.string().max(400).optional().describe('`next` of the page before'),
});

export const noteListSchema = z
  .object({ notes: z.array(noteSchema), next: z.string().nullable() })
  .meta({ id: 'NoteList' });
export type NoteList = z.infer<typeof noteListSchema>;

/** `POST /api/v1/notes/:id/members`: lets a person who has an account into one note. */
export const addMemberRequestSchema = z
  .object({ email: z.email().max(254).toLowerCase(), role: z.enum(['editor', 'viewer']).default('editor') })
  .meta({ id: 'AddMemberRequest' });
export const noteMemberSchema = z
  .object({ person_id: idSchema, name: z.string(), role: z.enum(['editor', 'viewer']) })
  .meta({ id: 'NoteMember' });
export type NoteMember = z.infer<typeof noteMemberSchema>;

export const contentQuerySchema = z.object({ format: z.enum(['json', 'text']).default('json') });
