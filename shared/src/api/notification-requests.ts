/** What only the server reads: `z.union` would be in what every browser loads first. */
import { z } from 'zod';
import { idSchema } from './common.ts';
import { numberSchema } from './notifications.ts';

/** Exactly one of them. */
export const readNotificationsSchema = z
  .union([
    z.strictObject({ ids: z.array(numberSchema).min(1).max(100) }),
    z.strictObject({ up_to: numberSchema.describe('This one and all that are older') }),
    z.strictObject({ note_id: idSchema.describe('All of this note') }),
  ])
  .meta({ id: 'ReadNotifications' });
export type ReadNotifications = z.infer<typeof readNotificationsSchema>;
