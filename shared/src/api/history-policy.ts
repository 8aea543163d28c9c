/** How long a workspace keeps the history of its notes: `/api/v1/workspaces/:id/history-policy`. */
import { z } from 'zod';

export const history_days_max = 3_650;

const policySchema = z
  .enum(['keep', 'thin', 'purge'])
  .describe(
    'keep: all of it. thin: of a sitting that is older, what it came to. purge: nothing that is older than the ' +
      'revision that the note was then',
  );

const daysSchema = z
  .number()
  .int()
  .min(1)
  .max(history_days_max)
  .describe('Older than so many whole days, in UTC; without a meaning for `keep`');

export const historyPolicySchema = z
  .object({
    policy: policySchema,
    days: daysSchema,
    hidden_from_guests: z
      .boolean()
      .describe('From people with a role in one note who are not in the workspace'),
  })
  .meta({ id: 'HistoryPolicy' });
export type HistoryPolicy = z.infer<typeof historyPolicySchema>;

export const dryRunRequestSchema = z.object({ policy: policySchema, days: daysSchema });
export type DryRunRequest = z.infer<typeof dryRunRequestSchema>;

export const dryRunSchema = z
  .object({
    notes: z.number().int().describe('Whose history would lose something'),
    updates: z.number().int().describe('Points of their histories that would go'),
    bytes: z
      .number()
      .int()
      .describe(
        'An estimate: of what is stored of these histories beside the notes as they are, the part that the updates ' +
          'are of all',
      ),
  })
  .meta({ id: 'HistoryPolicyDryRun' });
export type DryRun = z.infer<typeof dryRunSchema>;
