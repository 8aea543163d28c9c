/** Notes: the rows that people list, and their content. `/api/v1/notes`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';
import { noteRoles, roles } from '../permissions.ts';

/** A title is cut to this many characters in lists; the full title lives in the note's document. */
export const title_length_max = 300;

/** A note at the top has depth 1. */
export const note_depth_max = 30;
/** How long a note stays in the trash before it is deleted for good. */
export const trash_days = 30;

export const tags_per_note_max = 20;
export const tag_length_max = 50;
/** A rank grows by a character with every five notes that are put into the same gap. */
export const rank_length_max = 200;

/** LexoRank's bucket 0: six digits of base 36, then a fraction without zeros at its end, so that equal ranks are equal texts. */
export const rankSchema = z
  .string()
  .max(rank_length_max, `At most ${rank_length_max} characters`)
  .regex(/^0\|[0-9a-z]{6}:([0-9a-z]*[1-9a-z])?$/, { error: 'Not a LexoRank, such as 0|hzzzzz:', abort: true })
  .refine((rank) => rank > '0|000000:' && rank < '0|zzzzzz:', 'Nothing would fit before or behind it');

/** Case is kept, and does not count where tags are compared. */
export function tagKey(tag: string): string {
  return tag.normalize('NFC').toLowerCase();
}

export const tagSchema = z
  .string()
  .trim()
  .min(1, 'A tag has at least one character')
  .max(tag_length_max, `At most ${tag_length_max} characters`)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, 'No control characters');
const tagsSchema = z
  .array(tagSchema)
  .max(tags_per_note_max, `At most ${tags_per_note_max} tags`)
  .refine((tags) => new Set(tags.map(tagKey)).size === tags.length, 'The same tag twice');

const roleSchema = z.enum(roles);
const noteRoleSchema = z.enum(noteRoles);

const atSchema = timestampSchema
  .optional()
  .describe('When the person did it, by their clock: the latest wins. Default, and for times to come: now');

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
    trashed_at: timestampSchema
      .nullable()
      .describe('Of this note itself; null also when it went with its parent'),
    trashed_with: idSchema
      .nullable()
      .describe('The note as which it lies in the trash: itself, or one above it. Null: not in the trash'),
    deleted_after: timestampSchema
      .nullable()
      .describe('When it is deleted for good; null where it does not lie in the trash as itself'),
    is_template: z
      .boolean()
      .describe('What new notes are made of; with all below it, it is not among the notes'),
    tags: z.array(z.string()),
    role: roleSchema.describe('What the caller is here: in the workspace, or as a guest in this note only'),
    favourite: z.boolean().describe("One of the caller's favourites"),
    favourite_rank: z.string().nullable().describe('LexoRank: favourites are listed by it, byte-wise'),
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
    fallback_workspace_id: idSchema
      .optional()
      .describe('Where it is made, at the top, when the parent is not there any more'),
    rank: rankSchema.optional().describe('Default: before all others'),
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
    trashed: z
      .boolean()
      .optional()
      .describe('true moves the note to the trash, with all that is below it; false brings it back'),
    parent_id: idSchema.nullable().optional().describe('Where it goes in the tree; null: the top'),
    rank: rankSchema.optional(),
    tags: tagsSchema.optional().describe('The whole list'),
    is_template: z.boolean().optional(),
    at: atSchema,
  })
  .meta({ id: 'UpdateNoteRequest' });
export type UpdateNoteRequest = z.infer<typeof updateNoteRequestSchema>;

/** `PUT` and `DELETE /api/v1/notes/:id/favourite`; the body may be left out. */
export const addFavouriteRequestSchema = z
  .object({
    rank: rankSchema.optional().describe('Default: as it is, or behind all others'),
    at: atSchema,
  })
  .nullish()
  .meta({ id: 'AddFavouriteRequest' });
export type AddFavouriteRequest = z.infer<typeof addFavouriteRequestSchema>;
export const removeFavouriteRequestSchema = z
  .object({ at: atSchema })
  .nullish()
  .meta({ id: 'RemoveFavouriteRequest' });
export type RemoveFavouriteRequest = z.infer<typeof removeFavouriteRequestSchema>;

export const noteListQuerySchema = z.object({
  workspace_id: idSchema.optional().describe('Default: all workspaces, and the notes shared with the caller'),
  trashed: z
    .enum(['false', 'true', 'any'])
    .default('false')
    .describe('true: what lies in the trash as itself; any: all notes, whether in the trash or not'),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  after: z.string().max(400).optional().describe('`next` of the page before'),
});

export const noteListSchema = z
  .object({ notes: z.array(noteSchema), next: z.string().nullable() })
  .meta({ id: 'NoteList' });
export type NoteList = z.infer<typeof noteListSchema>;

/** `POST /api/v1/notes/:id/members`: lets a person into a note; who has no account here is invited. */
export const addMemberRequestSchema = z
  .object({
    email: z.email().max(254).toLowerCase(),
    role: noteRoleSchema.default('editor'),
    with_below: z.boolean().default(false).describe('Also into all notes below it'),
  })
  .meta({ id: 'AddMemberRequest' });
export const noteMemberSchema = z
  .object({ person_id: idSchema, name: z.string(), role: noteRoleSchema, with_below: z.boolean() })
  .meta({ id: 'NoteMember' });
export type NoteMember = z.infer<typeof noteMemberSchema>;
export const addedMemberSchema = z
  .discriminatedUnion('status', [
    noteMemberSchema.extend({ status: z.literal('added') }),
    z.object({
      status: z.literal('invited').describe('Nobody has an account with this address yet'),
      url: z.string().describe('For whom it was made, and for nobody else'),
      is_sent: z.boolean().describe('By mail; if not, whoever invites passes it on'),
    }),
  ])
  .meta({ id: 'AddedMember' });
export type AddedMember = z.infer<typeof addedMemberSchema>;

/** `PUT /api/v1/notes/:id/restricted`. */
export const restrictRequestSchema = z
  .object({
    restricted: z
      .boolean()
      .describe('true: from here down, only those who were let in here or further down, and administrators'),
  })
  .meta({ id: 'RestrictRequest' });

/** `GET /api/v1/notes/:id/people`: who can read the note, by name. */
export const notePeopleSchema = z
  .object({ people: z.array(z.object({ id: idSchema, name: z.string(), role: roleSchema })) })
  .meta({ id: 'NotePeople' });
export type NotePeople = z.infer<typeof notePeopleSchema>;

/** `GET /api/v1/notes/:id/backlinks`: the notes with a link to this one that the caller may read. */
export const backlinksSchema = z
  .object({ notes: z.array(z.object({ id: idSchema, title: z.string() })) })
  .meta({ id: 'Backlinks' });
export type Backlinks = z.infer<typeof backlinksSchema>;
