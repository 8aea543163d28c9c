/** API keys: `/api/v1/keys`. What their scopes mean is in `scopes.ts`. */
import { z } from 'zod';
import { scopes } from '../scopes.ts';
import { idSchema, timestampSchema } from './common.ts';

export const keys_per_person_max = 50;
export const key_days_default = 90;
const key_days_max = 3_650;

/** `scr_`, the key's id and its secret, both in hex: so that scanners of leaked secrets find it by its look. */
export const key_pattern = /^scr_([0-9a-f]{32})([0-9a-f]{64})$/;

/** How a key begins, which tells it from others and opens nothing. */
export function keyStart(id: string): string {
  return `scr_${id.slice(0, 8)}`;
}

export const createKeyRequestSchema = z
  .object({
    name: z.string().trim().min(1, 'Enter a name').max(100, 'At most 100 characters'),
    scopes: z.array(z.enum(scopes)).min(1, 'Choose at least one').max(scopes.length),
    workspace_id: idSchema
      .nullable()
      .default(null)
      .describe('The only one it is good for; null: all of mine'),
    expires_in_days: z
      .int()
      .min(1)
      .max(key_days_max)
      .nullable()
      .default(key_days_default)
      .describe('null: until it is revoked'),
  })
  .meta({ id: 'CreateKeyRequest' });
export type CreateKeyRequest = z.input<typeof createKeyRequestSchema>;

export const keySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    start: z.string().describe('How it begins'),
    scopes: z.array(z.enum(scopes)),
    workspace_id: idSchema.nullable(),
    created_at: timestampSchema,
    expires_at: timestampSchema.nullable(),
    last_used_at: timestampSchema.nullable().describe('Exact to the minute'),
    last_used_from: z.string().nullable().describe('An address'),
  })
  .meta({ id: 'Key' });
export type Key = z.infer<typeof keySchema>;
export const keyListSchema = z.object({ keys: z.array(keySchema) }).meta({ id: 'KeyList' });
export const createdKeySchema = z
  .object({ key: keySchema, secret: z.string().describe('The key itself. It is told this once.') })
  .meta({ id: 'CreatedKey' });
export type CreatedKey = z.infer<typeof createdKeySchema>;
