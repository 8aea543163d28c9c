/** Files in notes: `/api/v1/notes/:id/attachments/:attachment_id`. The rules are in `server/src/attachments/SPEC.md`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

export const file_name_length_max = 255;
/** What a server takes unless it says otherwise (`attachment_bytes_max` of the session). */
export const attachment_bytes_max_default = 25 * 1024 * 1024;

export const attachmentSchema = z
  .object({
    id: idSchema,
    note_id: idSchema,
    name: z.string(),
    media_type: z.string().describe('Found in the bytes'),
    size_bytes: z.int(),
    created_by: z.string().nullable().describe('Id of the person; null when the account is gone'),
    created_at: timestampSchema,
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentParamsSchema = z.object({
  id: idSchema,
  attachment_id: idSchema.describe('Chosen by the client, so that a retry is harmless'),
});

export const uploadQuerySchema = z.object({
  name: z.string().max(1000).default('').describe('File name; what no file system takes is taken out of it'),
});

export const copyAttachmentRequestSchema = z
  .object({ from_note_id: idSchema.describe('A note that has the attachment, and that the caller may read') })
  .meta({ id: 'CopyAttachmentRequest' });
