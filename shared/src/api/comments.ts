/** Comments on notes: threads on a piece of text or on the whole note. Their rules: `server/src/comments/SPEC.md`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

export const comment_bytes_max = 10_000;
export const comments_per_note_max = 5_000;
export const comments_per_thread_max = 500;
export const mentions_per_comment_max = 20;
export const emoji_per_comment_max = 20;
/** A longer piece of text is quoted by its beginning. */
export const quote_length_max = 500;
/** What stands before and after the quote, to tell it from the same words elsewhere. */
export const quote_context_length_max = 32;
/** A piece of text is as many runs as there are blocks in it, more with what is no text between them. */
export const runs_per_anchor_max = 40;
/** A relative position of Yjs takes about 15. */
const position_bytes_max = 100;
const name_length_max = 100;
const emoji_bytes_max = 16;

/** In UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Postgres takes no NUL and no half of a character. */
function plainText(length_max: number) {
  return z
    .string()
    .max(length_max)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'Not a text');
}

const positionSchema = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'Not base64')
  .max(Math.ceil(position_bytes_max / 3) * 4);

export const anchorSchema = z
  .object({
    runs: z
      .array(
        z.tuple([
          positionSchema.describe('Its first letter: a relative position of Yjs, encoded, as base64'),
          positionSchema.describe('Its last letter, from behind'),
        ]),
      )
      .min(1)
      .max(runs_per_anchor_max)
      .describe('One for each text of the document, in their order'),
    before: plainText(quote_context_length_max).describe('What stood before the quote'),
    after: plainText(quote_context_length_max).describe('What stood after it'),
  })
  .meta({ id: 'CommentAnchor' });
export type Anchor = z.infer<typeof anchorSchema>;

const mentionSchema = z.object({
  id: idSchema,
  name: plainText(name_length_max).min(1).describe('As it stands in the text, behind an @'),
});
export type CommentMention = z.infer<typeof mentionSchema>;

const textSchema = plainText(comment_bytes_max)
  .refine((text) => text.trim() !== '', 'A comment says something')
  .refine((text) => utf8Bytes(text) <= comment_bytes_max, `At most ${comment_bytes_max} bytes`);
const mentionsSchema = z.array(mentionSchema).max(mentions_per_comment_max).default([]);

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One sign that is drawn as a picture, whatever it is made of. */
function isEmoji(text: string): boolean {
  if (utf8Bytes(text) > emoji_bytes_max || [...segmenter.segment(text)].length !== 1) return false;
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|^[\d#*]\ufe0f?\u20e3$/u.test(text);
}
const emojiSchema = z.string().refine(isEmoji, 'Not a single emoji');

const atSchema = timestampSchema
  .optional()
  .describe('When the person did it, by their clock: the latest wins. Default, and for times to come: now');

/** `PUT /api/v1/notes/:id/threads/:thread_id`; both ids are the client's, so that a retry is harmless. */
export const startThreadRequestSchema = z
  .object({
    anchor: anchorSchema.nullable().describe('Null: about the whole note'),
    quote: plainText(quote_length_max).nullable().describe('What the text says there'),
    comment: z.object({ id: idSchema, text: textSchema, mentions: mentionsSchema }),
    at: atSchema,
  })
  .refine(({ anchor, quote }) => (anchor === null) === (quote === null), 'An anchor has a quote')
  .meta({ id: 'StartThreadRequest' });
export type StartThreadRequest = z.input<typeof startThreadRequestSchema>;

/** `PUT /api/v1/notes/:id/threads/:thread_id/comments/:comment_id` */
export const replyRequestSchema = z
  .object({ text: textSchema, mentions: mentionsSchema, at: atSchema })
  .meta({ id: 'ReplyRequest' });
export type ReplyRequest = z.input<typeof replyRequestSchema>;

/** `PATCH /api/v1/notes/:id/threads/:thread_id` */
export const changeThreadRequestSchema = z
  .object({
    resolved: z.boolean().optional(),
    anchor: anchorSchema.optional().describe('Where it is now: what it was about was written anew'),
    at: atSchema,
  })
  .meta({ id: 'ChangeThreadRequest' });
export type ChangeThreadRequest = z.input<typeof changeThreadRequestSchema>;

/** `PATCH /api/v1/notes/:id/comments/:comment_id` */
export const changeCommentRequestSchema = z
  .object({
    text: textSchema.optional(),
    mentions: z.array(mentionSchema).max(mentions_per_comment_max).optional(),
    deleted: z.boolean().optional().describe('false brings it back, within a day, for whoever deleted it'),
    at: atSchema,
  })
  .meta({ id: 'ChangeCommentRequest' });
export type ChangeCommentRequest = z.input<typeof changeCommentRequestSchema>;

/** `DELETE /api/v1/notes/:id/comments/:comment_id`, of whoever moderates; the body may be left out. */
export const deleteCommentRequestSchema = z
  .object({ at: atSchema })
  .nullish()
  .meta({ id: 'DeleteCommentRequest' });
export type DeleteCommentRequest = z.input<typeof deleteCommentRequestSchema>;

/** `PUT /api/v1/notes/:id/comments/:comment_id/reaction` */
export const reactRequestSchema = z
  .object({ emoji: emojiSchema, is_on: z.boolean(), at: atSchema })
  .meta({ id: 'ReactRequest' });
export type ReactRequest = z.input<typeof reactRequestSchema>;

/** `PUT /api/v1/notes/:id/comments/read` */
export const readCommentsRequestSchema = z
  .object({ seq: z.int().min(0).describe('Up to which change the caller has seen them') })
  .meta({ id: 'ReadCommentsRequest' });

export const commentThreadSchema = z
  .object({
    id: idSchema,
    anchor: anchorSchema.nullable(),
    quote: z.string().nullable(),
    created_by: idSchema.nullable().describe('Null when the account is gone'),
    created_at: timestampSchema,
    is_resolved: z.boolean(),
    resolved_by: idSchema.nullable(),
    seq: z.int(),
  })
  .meta({ id: 'CommentThread' });
export type CommentThread = z.infer<typeof commentThreadSchema>;

export const commentSchema = z
  .object({
    id: idSchema,
    thread_id: idSchema,
    author_id: idSchema.nullable().describe('Null when the account is gone'),
    text: z.string().describe('Empty when it was deleted'),
    mentions: z.array(z.object({ id: z.string(), name: z.string() })),
    created_at: timestampSchema,
    edited_at: timestampSchema.nullable(),
    is_deleted: z.boolean(),
    deleted_by: idSchema.nullable(),
    reactions: z.array(z.object({ emoji: z.string(), person_ids: z.array(idSchema) })),
    seq: z.int(),
    created_seq: z.int().describe('Newer than what the caller has seen: unread'),
  })
  .meta({ id: 'Comment' });
export type Comment = z.infer<typeof commentSchema>;

export const commentsQuerySchema = z.object({
  since: z.coerce.number().int().min(0).default(0).describe('`seq` of the answer before: what changed since'),
});

/** `GET /api/v1/notes/:id/comments`: what changed, in the order of the changes, page by page. */
export const commentsSchema = z
  .object({
    threads: z.array(commentThreadSchema),
    comments: z.array(commentSchema),
    people: z.array(z.object({ id: idSchema, name: z.string(), color: z.string() })),
    seq: z.int().describe('As far as this answer goes'),
    head_seq: z.int().describe('As far as there is something: greater than `seq` when there is more'),
    read_seq: z.int().describe('As far as the caller has seen them'),
  })
  .meta({ id: 'Comments' });
export type Comments = z.infer<typeof commentsSchema>;
