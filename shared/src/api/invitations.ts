/** Invitations to a workspace: `/api/v1/workspaces/:id/invitations`, `/api/v1/invitations/:token`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';
import { givenRoleSchema } from './members.ts';

/** Those that are still good. */
export const invitations_per_workspace_max = 100;
const invitation_days_max = 30;
const invitation_days_default = 7;
const invitation_uses_max = 100;
const invitation_uses_default = 25;

export const createInvitationRequestSchema = z
  .object({
    role: givenRoleSchema.default('editor'),
    email: z
      .email('Enter an e-mail address')
      .max(254)
      .toLowerCase()
      .optional()
      .describe('Sent there, and good for one person. Without it: a link for several'),
    expires_in_days: z.int().min(1).max(invitation_days_max).default(invitation_days_default),
    uses_max: z
      .int()
      .min(1)
      .max(invitation_uses_max)
      .default(invitation_uses_default)
      .describe('How many people a link lets in; without a meaning for e-mail'),
  })
  .meta({ id: 'CreateInvitationRequest' });
export type CreateInvitationRequest = z.output<typeof createInvitationRequestSchema>;

export const invitationSchema = z
  .object({
    id: idSchema,
    role: givenRoleSchema,
    email: z.string().nullable(),
    created_by_name: z.string().nullable().describe('null when the account is gone'),
    created_at: timestampSchema,
    expires_at: timestampSchema,
    uses: z.int(),
    uses_max: z.int(),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitationSchema>;
/** Those that are still good. */
export const invitationListSchema = z
  .object({ invitations: z.array(invitationSchema) })
  .meta({ id: 'InvitationList' });
export const createdInvitationSchema = z
  .object({
    invitation: invitationSchema,
    url: z.string().nullable().describe('Told this once, and not kept; null when it was sent by e-mail'),
  })
  .meta({ id: 'CreatedInvitation' });
export type CreatedInvitation = z.infer<typeof createdInvitationSchema>;

/** What somebody with the link is told. */
export const invitationOfferSchema = z
  .object({
    workspace_name: z.string(),
    role: givenRoleSchema,
    invited_by: z.string().nullable(),
    email: z.string().nullable().describe('To whom it was sent'),
  })
  .meta({ id: 'InvitationOffer' });
export type InvitationOffer = z.infer<typeof invitationOfferSchema>;
