/** Accounts and sessions: `/api/v1/auth/*`. */
import { z } from 'zod';
import { presenceColors } from '../protocol/awareness.ts';
import { idSchema, invitationTokenSchema, timestampSchema } from './common.ts';

export const password_length_min = 10;
export const password_length_max = 256;

const nameSchema = z.string().trim().min(1, 'Enter a name').max(100, 'At most 100 characters');
const emailSchema = z.email('Enter an e-mail address').max(254).toLowerCase();
const newPasswordSchema = z
  .string()
  .min(password_length_min, `At least ${password_length_min} characters`)
  .max(password_length_max, `At most ${password_length_max} characters`);

export const signUpRequestSchema = z
  .object({
    name: nameSchema,
    email: emailSchema,
    password: newPasswordSchema,
    invitation: invitationTokenSchema
      .optional()
      .describe(
        'To a workspace or a note: it is accepted with the account, and allows to make one in any case',
      ),
  })
  .meta({ id: 'SignUpRequest' });
export type SignUpRequest = z.infer<typeof signUpRequestSchema>;

export const signInRequestSchema = z
  .object({ email: emailSchema, password: z.string().min(1, 'Enter your password').max(password_length_max) })
  .meta({ id: 'SignInRequest' });
export type SignInRequest = z.infer<typeof signInRequestSchema>;

export const changePasswordRequestSchema = z
  .object({
    current_password: z.string().min(1, 'Enter your current password').max(password_length_max),
    new_password: newPasswordSchema,
    end_other_sessions: z.boolean().default(true),
  })
  .meta({ id: 'ChangePasswordRequest' });
export type ChangePasswordRequest = z.input<typeof changePasswordRequestSchema>;

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().describe('Empty for a guest'),
    color: z
      .string()
      .describe('Of the caret and the picture: #rrggbb, as chosen or else derived from the id'),
    is_owner: z.boolean().describe('Owns the installation: the account that was made first'),
    is_guest: z
      .boolean()
      .describe(
        'Without an account: came by a link, under a name that they chose, and sees what was shared so',
      ),
    created_at: timestampSchema,
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

/** `PATCH /api/v1/auth/person`: what is left out stays as it is. */
export const updatePersonRequestSchema = z
  .object({
    name: nameSchema.optional(),
    color: z.enum(presenceColors).nullable().optional().describe('null: the one that is derived from the id'),
  })
  .meta({ id: 'UpdatePersonRequest' });
export type UpdatePersonRequest = z.infer<typeof updatePersonRequestSchema>;

export const sessionSchema = z
  .object({
    id: z.string(),
    is_current: z.boolean(),
    user_agent: z.string().nullable(),
    ip_address: z.string().nullable(),
    created_at: timestampSchema,
    last_used_at: timestampSchema,
    expires_at: timestampSchema,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

/** `GET /api/v1/auth/session`: who is signed in, or what a visitor may do. */
export const sessionStateSchema = z
  .object({
    person: personSchema.nullable(),
    sign_up: z
      .enum(['first', 'open', 'invite'])
      .describe('first: no account exists yet, the next one owns the installation'),
    versions: z
      .object({
        protocol: z.int(),
        schema: z.int(),
        build: z
          .string()
          .nullable()
          .describe('Changes when the server brings another client; null: it brings none'),
      })
      .optional()
      .describe("The server's; always in its answer"),
    attachment_bytes_max: z.int().describe('Largest file that a note takes'),
  })
  .meta({ id: 'SessionState' });
export type SessionState = z.infer<typeof sessionStateSchema>;

/** Answer of sign-up, sign-in and a change of the profile; the session itself is in the cookie. */
export const signedInSchema = z
  .object({
    person: personSchema,
    workspace_id: idSchema.optional().describe('Of the invitation that was accepted with the account'),
    note_id: idSchema.optional().describe('The same, of an invitation to a note'),
  })
  .meta({ id: 'SignedIn' });
export const sessionListSchema = z.object({ sessions: z.array(sessionSchema) }).meta({ id: 'SessionList' });
