/** What somebody is told of: `/api/v1/notifications`, and `/api/v1/notes/:id/follow`. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

/** As in `server/src/access/notify.ts`. */
export const notificationKinds = ['mention', 'reply', 'comment', 'share', 'change'] as const;
export type NotificationKind = (typeof notificationKinds)[number];
const kindSchema = z.enum(notificationKinds);

/** Notifications are numbered as they are written. */
export const numberSchema = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** More than this are not counted: `100` means a hundred or more. */
export const unread_count_max = 100;

export const notificationQuerySchema = z.object({
  before: numberSchema.optional().describe('`next` of the page before'),
  unread: z.enum(['true', 'false']).default('false').describe('true: only what was not read yet'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type NotificationQuery = z.infer<typeof notificationQuerySchema>;

const namedSchema = z.object({ id: idSchema, name: z.string() });

export const notificationSchema = z
  .object({
    id: z.number().int(),
    kind: kindSchema,
    note: z.object({ id: idSchema, title: z.string() }),
    people: z.array(namedSchema).describe('Who did it, the latest first; empty: nobody in particular'),
    excerpt: z.string().nullable().describe('How it begins'),
    thread_id: idSchema.nullable(),
    comment_id: idSchema.nullable(),
    at: timestampSchema,
    is_read: z.boolean(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof notificationSchema>;

const unreadSchema = z
  .number()
  .int()
  .describe(`How many were not read, up to ${unread_count_max}: that means as many or more`);

export const notificationListSchema = z
  .object({
    notifications: z.array(notificationSchema),
    unread: unreadSchema,
    next: z.number().int().nullable(),
  })
  .meta({ id: 'NotificationList' });
export type NotificationList = z.infer<typeof notificationListSchema>;

export const unreadCountSchema = z.object({ unread: unreadSchema }).meta({ id: 'UnreadCount' });

const timeZoneSchema = z.string().max(64).refine(isTimeZone, 'Not a time zone, such as Europe/Vienna');

export const preferencesSchema = z
  .object({
    hidden: z
      .array(kindSchema)
      .max(notificationKinds.length)
      .describe('Kinds that are not listed in the app'),
    unmailed: z.array(kindSchema).max(notificationKinds.length).describe('Kinds that are not sent by mail'),
    digest: z
      .enum(['never', 'soon', 'daily'])
      .describe('Mails: none; some minutes after it happened, unless it was read by then; once a day'),
    daily_hour: z.number().int().min(0).max(23).describe('Of a daily mail, in the time zone'),
    time_zone: timeZoneSchema,
    language: z.enum(['en', 'de']).describe('Of mails'),
  })
  .meta({ id: 'NotificationPreferences' });
export type Preferences = z.infer<typeof preferencesSchema>;

export const preferencesAnswerSchema = preferencesSchema
  .extend({ may_mail: z.boolean().describe('Whether this installation can send mail') })
  .meta({ id: 'NotificationPreferencesAnswer' });
export type PreferencesAnswer = z.infer<typeof preferencesAnswerSchema>;

/** Of somebody who never chose. */
export const defaultPreferences: Preferences = {
  hidden: [],
  unmailed: ['change'],
  digest: 'soon',
  daily_hour: 8,
  time_zone: 'UTC',
  language: 'en',
};

export const followSchema = z
  .object({ follows: z.boolean().describe('Whether I am told of what others change in the note') })
  .meta({ id: 'Follow' });

/** `GET` tells more: what I would be told if I were asked. */
export const noteNewsSchema = followSchema
  .extend({
    since: timestampSchema.nullable().describe('The end of my visit before this one; null: I was never here'),
    changed_by: z.array(namedSchema).describe('Others who wrote in it since, the latest first'),
  })
  .meta({ id: 'NoteNews' });
export type NoteNews = z.infer<typeof noteNewsSchema>;

/** In a mail: lets whoever has it stop these mails, without signing in. */
export const unsubscribeTokenSchema = z
  .string()
  .regex(/^[0-9a-f-]{36}\.[\w-]{43}$/, 'Not a link to unsubscribe');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
