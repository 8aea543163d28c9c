/** The history of a note: `/api/v1/notes/:id/history`. A `seq` counts the updates of a note, so each is a revision. */
import { z } from 'zod';
import { idSchema, timestampSchema } from './common.ts';

const seqSchema = z.number().int().min(0);
const seqParameter = z.coerce.number().int().min(0);

export const version_name_length_max = 120;
export const version_comment_length_max = 2_000;

/** Blocks of one restore. */
const restored_blocks_max = 1_000;

const personSchema = z.object({
  id: idSchema,
  name: z.string().nullable().describe('null: the account is gone'),
  color: z.string().describe('`#rrggbb`: the same everywhere'),
});

export const historyQuerySchema = z.object({
  before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  person: idSchema.optional().describe('Only where this person had a part'),
  from: z.iso.datetime({ offset: true }).optional().describe('Only what ended at or after this time'),
  to: z.iso.datetime({ offset: true }).optional().describe('Only what began before this time'),
});

const entryKindSchema = z
  .enum(['sitting', 'version', 'restore', 'revert', 'title', 'copy'])
  .describe(
    'sitting: edits with no gap of five minutes. version: somebody named the revision. restore: an earlier revision ' +
      'was brought back. revert: the changes since `of_seq`, up to where it was done, were taken back. title: the note ' +
      'got this title. copy: the note began as a copy of a version of another note',
  );

const historyEntrySchema = z
  .object({
    kind: entryKindSchema,
    id: idSchema.nullable().describe('null for a sitting'),
    from_seq: seqSchema.describe('Of its first update'),
    to_seq: seqSchema.describe('Of its last update: the note after it is this revision'),
    started_at: timestampSchema,
    ended_at: timestampSchema,
    authors: z.array(personSchema).describe('In the order of their first edit'),
    added: z.number().int().describe('Characters'),
    removed: z.number().int(),
    name: z.string().nullable().describe('Of a version, or the title'),
    comment: z.string().nullable().describe('Of a version: why it was named'),
    of_seq: seqSchema.nullable().describe('Of a restore: which revision was brought back'),
    offline: z.boolean().describe('Whether some of it was typed without a network'),
    typed_from: timestampSchema
      .nullable()
      .describe('Where it was typed without a network: since when, by the device’s clock'),
    typed_to: timestampSchema.nullable(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const historySchema = z
  .object({
    head_seq: seqSchema.describe('Of the newest update'),
    kept_from_seq: seqSchema.describe('What was before this revision was purged; 0: nothing was'),
    last_visit: z
      .object({ at: timestampSchema, seq: seqSchema })
      .nullable()
      .describe('When I was here the last time before now, and the revision of then; null: never'),
    people: z.array(personSchema).describe('Everybody who ever wrote in it'),
    entries: z.array(historyEntrySchema).describe('From the newest to the oldest'),
    next: z.number().int().nullable(),
  })
  .meta({ id: 'History' });
export type NoteHistory = z.infer<typeof historySchema>;

export const revisionQuerySchema = z.object({
  format: z
    .enum(['json', 'text', 'markdown', 'html', 'update'])
    .default('json')
    .describe('update: a Yjs v1 update, for an empty document; nothing that was deleted is in it'),
});

export const revisionSchema = z.object({ id: idSchema, seq: seqParameter });

export const changesQuerySchema = z.object({
  since: seqParameter.default(0).describe('The earlier revision; 0: all of it, which tells who wrote what'),
});

/**
 * A part of the note as it was at either of two revisions: a block, a text, or something in a line. It is TipTap's JSON,
 * with what had been deleted by the later one in its place.
 */
export interface ChangedNode {
  /** As in TipTap's JSON; `text` for a text. */
  type: string;
  attrs?: Record<string, unknown> | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
  content?: ChangedNode[] | undefined;
  text?: string | undefined;
  /** For `restore`; not of a text. */
  id?: string | undefined;
  /** Of a block that was made anew with the same text in it (it was moved, say): the id that it had. */
  instead_of?: string | undefined;
  /** Index into `changes`; absent where it was the same at both revisions. */
  change?: number | undefined;
}

/** Neither `z.record` nor `z.lazy`: nothing else of what a browser loads first needs them. */
const attrsSchema = z.looseObject({});

const changedNodeSchema: z.ZodType<ChangedNode> = z.object({
  type: z.string(),
  attrs: attrsSchema.optional(),
  marks: z.array(z.object({ type: z.string(), attrs: attrsSchema.optional() })).optional(),
  get content() {
    return z.array(changedNodeSchema).optional();
  },
  text: z.string().optional(),
  id: z.string().optional(),
  instead_of: z.string().optional(),
  change: z.number().int().optional(),
});

const changeSchema = z
  .object({
    kind: z
      .enum(['inserted', 'deleted', 'formatted', 'changed', 'moved'])
      .describe(
        'formatted: other marks on the same letters. changed: another kind of block, or other attributes, with the same ' +
          'text in it. moved: the same block at another place',
      ),
    person: z.number().int().nullable().describe('Index into `people`; null: the server'),
    at: timestampSchema.describe(
      'Of the first of it; by the device’s clock where it was typed without a network',
    ),
    seq: seqSchema.describe('Of the last update of it'),
    was: z
      .object({ type: z.string(), attrs: attrsSchema })
      .nullable()
      .describe('Of a changed block: what it was'),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof changeSchema>;

export const noteChangesSchema = z
  .object({
    since: seqSchema,
    seq: seqSchema,
    people: z.array(personSchema),
    changes: z.array(changeSchema).describe('In the order of the text'),
    title: z.array(z.object({ text: z.string(), change: z.number().int().optional() })),
    body: z.array(changedNodeSchema).describe('Blocks'),
  })
  .meta({ id: 'NoteChanges' });
export type NoteChanges = z.infer<typeof noteChangesSchema>;

const steps_per_page_max = 5_000;

export const stepsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(steps_per_page_max).default(1_000),
});

export const historyStepsSchema = z
  .object({
    people: z.array(personSchema),
    steps: z
      .array(
        z.object({
          seq: seqSchema,
          at: timestampSchema,
          person: z.number().int().nullable().describe('Index into `people`; null: the server'),
          update: z
            .string()
            .describe('Base64 of a Yjs v1 update, for the note as it was after the step before'),
        }),
      )
      .describe('What was done after the revision, an update a step'),
    next: seqSchema.nullable().describe('The revision to ask about for what follows; null: that was all'),
  })
  .meta({ id: 'HistorySteps' });
export type HistorySteps = z.infer<typeof historyStepsSchema>;

export const restoreSchema = z.object({
  blocks: z
    .array(z.string().max(64))
    .min(1)
    .max(restored_blocks_max)
    .optional()
    .describe('Only these blocks, by the ids that `changes` gives; absent: the whole note'),
});

export const revertSchema = z.object({
  since: seqSchema.describe('What was done after this revision, up to that of the address, is taken back'),
});

export const restoredSchema = z
  .object({
    before_seq: seqSchema.describe('Of the newest update before'),
    head_seq: seqSchema.describe('Of the newest update, with the restore in it'),
    seq: seqSchema
      .nullable()
      .describe(
        'Of the update that did it: to revert it takes the restore back. null: there was nothing to do',
      ),
    unreadable: z
      .array(z.string())
      .describe('Kinds of blocks in it that this version does not know: kept, and shown as placeholders'),
  })
  .meta({ id: 'Restored' });
export type Restored = z.infer<typeof restoredSchema>;

const versionName = z.string().trim().min(1).max(version_name_length_max);
const versionComment = z.string().trim().max(version_comment_length_max);

/** `/api/v1/notes/:id/versions` */
export const nameVersionSchema = z.object({
  seq: seqSchema,
  name: versionName,
  comment: versionComment.optional(),
});
export const changeVersionSchema = z.object({
  name: versionName.optional(),
  comment: versionComment.nullable().optional(),
});
export const versionParamsSchema = z.object({ id: idSchema, version_id: idSchema });
export const versionSchema = z
  .object({ id: idSchema, seq: seqSchema, name: z.string(), comment: z.string().nullable() })
  .meta({ id: 'Version' });

export const copiedSchema = z.object({ id: idSchema.describe('Of the new note') }).meta({ id: 'CopiedNote' });

export const purgedSchema = z
  .object({
    kept_from_seq: seqSchema.describe('The oldest revision that there is now'),
    bytes: z.number().int().describe('What was stored of it'),
  })
  .meta({ id: 'PurgedHistory' });
