/** Links that let people into a note: `/api/v1/notes/:id/links`. The page they lead to is `/s/<token>`. */
import { z } from 'zod';
import { noteRoles } from '../permissions.ts';
import { idSchema, timestampSchema } from './common.ts';

/** Those that are not revoked, the expired ones included. */
export const links_per_note_max = 50;
const link_password_length_min = 4;
export const link_password_length_max = 200;
export const guest_name_length_max = 60;

const noteRoleSchema = z.enum(noteRoles);
const passwordSchema = z
  .string()
  .min(link_password_length_min, `At least ${link_password_length_min} characters`)
  .max(link_password_length_max, `At most ${link_password_length_max} characters`);

const settings = {
  role: noteRoleSchema.describe('What people are in the note who come by the link'),
  with_below: z.boolean().describe('It leads to all notes below this one, too'),
  password: passwordSchema.nullable().describe('null: none. Never told again'),
  expires_at: timestampSchema.nullable().describe('null: never'),
  needs_account: z.boolean().describe('Only for people who are signed in with an account'),
  is_indexable: z
    .boolean()
    .describe('Search engines may list its page; without a meaning where a password or an account is needed'),
};

export const createShareLinkRequestSchema = z
  .object({
    role: settings.role.default('viewer'),
    with_below: settings.with_below.default(false),
    password: settings.password.default(null),
    expires_at: settings.expires_at.default(null),
    needs_account: settings.needs_account.default(false),
    is_indexable: settings.is_indexable.default(false),
  })
  .meta({ id: 'CreateShareLinkRequest' });
export type CreateShareLinkRequest = z.output<typeof createShareLinkRequestSchema>;

/** What is left out stays as it is. */
export const changeShareLinkRequestSchema = z
  .object(settings)
  .partial()
  .meta({ id: 'ChangeShareLinkRequest' });
export type ChangeShareLinkRequest = z.infer<typeof changeShareLinkRequestSchema>;

export const shareLinkSchema = z
  .object({
    id: idSchema,
    note_id: idSchema,
    url: z.string(),
    role: noteRoleSchema,
    with_below: z.boolean(),
    has_password: z.boolean(),
    expires_at: timestampSchema.nullable(),
    needs_account: z.boolean(),
    is_indexable: z.boolean(),
    created_by_name: z.string().nullable().describe('null when the account is gone'),
    created_at: timestampSchema,
    visitors: z.int().describe('How many people are in the note by it'),
  })
  .meta({ id: 'ShareLink' });
export type ShareLink = z.infer<typeof shareLinkSchema>;
export const shareLinkListSchema = z
  .object({ links: z.array(shareLinkSchema) })
  .meta({ id: 'ShareLinkList' });

/** `GET …/links/:link_id/visitors`: who came in by it. */
export const linkVisitorListSchema = z
  .object({
    visitors: z.array(
      z.object({
        person_id: idSchema,
        name: z.string(),
        is_guest: z.boolean().describe('Without an account, under a name that they chose'),
        first_at: timestampSchema,
        last_at: timestampSchema,
      }),
    ),
  })
  .meta({ id: 'LinkVisitorList' });
export type LinkVisitorList = z.infer<typeof linkVisitorListSchema>;
