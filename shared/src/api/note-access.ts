/** Who can see a note, and why: `GET /api/v1/notes/:id/access`; and invitations to a note. */
import { z } from 'zod';
import { noteRoles, workspaceRoles } from '../permissions.ts';
import { idSchema, timestampSchema } from './common.ts';
import { shareLinkSchema } from './share-links.ts';

const noteRoleSchema = z.enum(noteRoles);

export const note_invitations_max = 100;

/** A note above, from which something holds here. */
const sourceSchema = z.object({
  id: idSchema,
  title: z.string().nullable().describe('null where the caller may not read it'),
});
export type AccessSource = z.infer<typeof sourceSchema>;

const noteInvitationSchema = z
  .object({
    id: idSchema,
    email: z.string(),
    role: noteRoleSchema,
    with_below: z.boolean(),
    created_at: timestampSchema,
    expires_at: timestampSchema,
    url: z.string().describe('For whom it was made; also sent to them where mail can be sent'),
  })
  .meta({ id: 'NoteInvitation' });
export type NoteInvitation = z.infer<typeof noteInvitationSchema>;

export const noteAccessSchema = z
  .object({
    may_share: z.boolean().describe('The caller may change what is said here'),
    is_restricted: z.boolean().describe('This note itself; see `restricted_at` for what holds'),
    restricted_at: sourceSchema
      .nullable()
      .describe(
        'The note from which on only owner and admins of the workspace are let in. null: all members',
      ),
    workspace: z
      .object({
        name: z.string(),
        is_personal: z.boolean(),
        members: z.array(z.object({ person_id: idSchema, name: z.string(), role: z.enum(workspaceRoles) })),
      })
      .nullable()
      .describe('Its members; null for guests, to whom they are not told'),
    people: z
      .array(
        z.object({
          person_id: idSchema,
          name: z.string(),
          email: z.string().nullable().describe('For whoever may share'),
          role: noteRoleSchema,
          with_below: z.boolean(),
          from: sourceSchema.nullable().describe('null: granted in this note'),
        }),
      )
      .describe('With whom the note, or one above it, was shared by name'),
    visitors: z
      .array(
        z.object({
          person_id: idSchema,
          name: z.string(),
          is_guest: z.boolean(),
          role: noteRoleSchema,
          from: sourceSchema.nullable(),
        }),
      )
      .describe('Who came in by a link'),
    links: z
      .array(shareLinkSchema.extend({ from: sourceSchema.nullable() }))
      .describe('For whoever may share: of this note, and those from above that hold here'),
    invitations: z.array(noteInvitationSchema).describe('For whoever may share: those still open'),
  })
  .meta({ id: 'NoteAccess' });
export type NoteAccess = z.infer<typeof noteAccessSchema>;

/** `GET /api/v1/note-invitations/:token`: what somebody with the link is told. */
export const noteInvitationOfferSchema = z
  .object({
    title: z.string(),
    role: noteRoleSchema,
    with_below: z.boolean(),
    invited_by: z.string().nullable(),
    email: z.string().describe('To whom it was sent'),
  })
  .meta({ id: 'NoteInvitationOffer' });
export type NoteInvitationOffer = z.infer<typeof noteInvitationOfferSchema>;
export const acceptedNoteInvitationSchema = z
  .object({ note_id: idSchema })
  .meta({ id: 'AcceptedNoteInvitation' });
