/**
 * Finds notes: one statement, whose cost does not grow with how often a word is used.
 *
 *   for each large workspace          newest   of the newest notes, those with all words          ┐
 *                                     indexed  where these are few: of all notes, by the index    ├─► ranked ─► page
 *                                     titled   likewise, those with all words in their title      │
 *   for all others of the person      small, small_titled   likewise, of all their notes          │
 *   for notes shared with them        shared   those with all words                               ┘
 *
 * A word that is everywhere is in enough of the newest notes; by the index, all notes with it would have to be looked at
 * to know which are the newest. A word that is not everywhere is in few notes, which the index finds. Left to choose,
 * Postgres walks from the newest note on until it has enough: for a phrase that stands nowhere that took 3 s.
 * Ranking reads the words of a note, and is done for these candidates only (S3).
 * Large workspaces stand in the statement one by one, because their sizes differ: with the size of the average one in
 * mind, Postgres would choose wrongly for the largest. The others stand together: to plan costs more than to look.
 */
import { isReadableBy, sharedNotes, withGrantsOf } from '../access/readable-notes.ts';
import type { Tx } from '../platform/db.ts';
import type { TsQueries } from './ts-query.ts';

export interface Filters {
  workspace_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Only this note and what is below it. */
  in?: string | undefined;
  trash: 'false' | 'true' | 'any';
}

export interface FoundNote {
  note_id: string;
  workspace_id: string;
  title: string;
  tags: string[];
  updated_at: Date;
  trashed: boolean;
  /** Their beginnings. */
  body: string;
  comments: string;
}

interface Workspace {
  id: string;
  /** Among more notes than are looked through. */
  is_large: boolean;
}

export interface Find {
  person_id: string;
  /** Those of the person, or some of them. */
  workspaces: readonly Workspace[];
  queries: TsQueries;
  filters: Filters;
  /** Not these. */
  except?: readonly string[];
  offset: number;
  count: number;
}

/** Of each branch: what is older is found by saying more. */
const candidates_max = 100;
/**
 * Notes of a workspace that are looked at first, and how many of them with all words are enough. What is in fewer than
 * these is found faster by the index; a phrase is not, for the index only knows of its words, and each note has to be read.
 */
const newest_max = { words: 1_000, phrase: 2_000 };
const enough = 25;
/** Whoever is in more large workspaces than these: the others are looked through together. */
const workspaces_apart_max = 12;
/** Where a snippet is looked for. */
const snippet_from_length = 40_000;
/** D, C, B, A: comments, tags, text, title. */
const weights = '{0.1, 0.1, 0.3, 1.0}';

/** Where a person is: all other notes that they may read were shared with them. */
export async function findWorkspaces(tx: Tx, person_id: string): Promise<Workspace[]> {
  const { rows } = await tx.query<Workspace>(
    `select workspace_id as id,
       (select count(*) from (
         select from note_texts t where t.workspace_id = mine.workspace_id limit ${newest_max.phrase + 1}
       ) as texts) > ${newest_max.phrase} as is_large
     from workspace_members mine where person_id = $1 order by created_at, workspace_id`,
    [person_id],
  );
  return rows;
}

export async function findNotes(tx: Tx, find: Find): Promise<FoundNote[]> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const text = statement(find, parameter);
  const { rows } = await tx.query<FoundNote>(text, values);
  return rows;
}

type Parameter = (value: unknown) => string;

/** The parts of a statement that its branches share. */
interface Parts {
  /** Everything that was asked for, and what ranks, as expressions. */
  all: string | null;
  words: string | null;
  titles: string | null;
  isMore: boolean;
  isPhrase: boolean;
  filters: Filters;
  /** Conditions for the text. */
  times: string[];
  /** Conditions for the row of the note, with whether it may be read. */
  note: string[];
}

function statement({ filters, queries, ...find }: Find, parameter: Parameter): string {
  const person = parameter(find.person_id);
  const query = (text: string | null) => (text === null ? null : `${parameter(text)}::tsquery`);
  const parts: Parts = {
    all: query(queries.all),
    words: query(queries.words),
    // Postgres refuses a parameter that is not used: a person may be in no workspace.
    titles: queries.isForTitles && find.workspaces.length > 0 ? query(queries.titles) : null,
    isMore: queries.isMore,
    isPhrase: queries.isPhrase,
    filters,
    times: timeConditions(filters, parameter),
    note: [
      ...(find.except?.length ? [`n.id <> all(${parameter(find.except)}::uuid[])`] : []),
      ...placeConditions(filters),
      isReadableBy(person),
    ],
  };
  const small = find.workspaces.filter(({ is_large }) => !is_large);
  const large = find.workspaces.filter(({ is_large }) => is_large);
  const ctes = placesOf(large, parameter).flatMap((place, i) => inWorkspace(place, `${i}`, parts));
  if (small.length > 0) ctes.push(...inSmall(isIn(small, parameter), parts));
  const inOne = filters.workspace_id ? [`t.workspace_id = ${parameter(filters.workspace_id)}::uuid`] : [];
  const shared = [`t.note_id in (${sharedNotes(person)})`, ...inOne, ...parts.times, ...hasAll(parts)];
  ctes.push({ name: 'shared', text: branch({ text: shared, note: parts.note }) });
  const rank = parts.words
    ? `t.title_words @@ ${parts.words} desc,
       round((10 * ts_rank('${weights}', t.words, ${parts.words}))::numeric, 1) desc,`
    : '';
  const each = ctes.map(({ name, text }) => `${name} as materialized (${text})`);
  return `${[withGrantsOf(person), ...tree(filters, parameter), ...each].join(',')}, page as (
      select t.note_id, row_number() over (order by ${rank} t.changed_at desc, t.note_id) as place
      from (${ctes.map(({ name }) => `select note_id from ${name}`).join(' union ')}) as found
      join note_texts t using (note_id)
      order by place limit ${parameter(find.count)} offset ${parameter(find.offset)}
    )
    select t.note_id, n.workspace_id, n.title, n.tags, t.changed_at as updated_at,
      n.trashed_with is not null as trashed, left(t.body, ${snippet_from_length}) as body,
      left(t.comments, ${snippet_from_length}) as comments
    from page join note_texts t using (note_id) join notes n on n.id = t.note_id
    order by place`;
}

interface Cte {
  name: string;
  text: string;
}

/** @param place the condition that a text is of the workspace */
function inWorkspace(place: string, i: string, parts: Parts): Cte[] {
  const { filters, note } = parts;
  const here = [place, ...parts.times];
  if (!parts.all) return [{ name: `newest${i}`, text: branch({ text: here, note }) }];
  const has = hasAll(parts);
  const count = parts.isPhrase ? newest_max.phrase : newest_max.words;
  const newest = `(select * from note_texts t where ${and(here)} order by t.changed_at desc limit ${count})`;
  const few = (name: string) => `(select count(*) from ${name}${i}) < ${enough}`;
  const ctes = [
    { name: `newest${i}`, text: branch({ among: newest, text: has, note }) },
    { name: `indexed${i}`, text: byIndex([few('newest'), ...here, ...has], filters, note) },
  ];
  const titled = hasTitles(parts);
  if (!titled) return ctes;
  return [
    ...ctes,
    { name: `newest_titled${i}`, text: branch({ among: newest, text: titled, note }) },
    { name: `titled${i}`, text: byIndex([few('newest_titled'), ...here, ...titled], filters, note) },
  ];
}

function inSmall(place: string, parts: Parts): Cte[] {
  const { note } = parts;
  const here = [place, ...parts.times];
  const small = { name: 'small', text: branch({ text: [...here, ...hasAll(parts)], note }) };
  const titled = hasTitles(parts);
  if (!titled) return [small];
  return [small, { name: 'small_titled', text: branch({ text: [...here, ...titled], note }) }];
}

function hasAll({ all }: Parts): string[] {
  return all ? [`t.words @@ ${all}`] : [];
}

/** Null: titles are not asked for by themselves. */
function hasTitles(parts: Parts): string[] | null {
  if (!parts.titles) return null;
  // The index of all words would be asked for what few titles have: that is checked title by title.
  const rest = parts.isMore ? hasAll(parts).map((condition) => `(${condition}) is true`) : [];
  return [`t.title_words @@ ${parts.titles}`, ...rest];
}

/**
 * A word may be in thousands of notes, and to look at the row of each takes longer than to find them. Where nearly all are
 * what is asked for, twice as many as are needed will do.
 */
function byIndex(text: readonly string[], filters: Filters, note: readonly string[]): string {
  if (filters.in || filters.trash === 'true') return branch({ text, note, isWalkable: false });
  const among = `(select * from note_texts t where ${and(text)} order by ${unindexed} desc limit ${2 * candidates_max})`;
  return branch({ among, text: [], note, isWalkable: false });
}

/** An order that Postgres cannot have by walking an index until there is enough. */
const unindexed = "t.changed_at + interval '0'";

interface Branch {
  /** Rows like those of `note_texts`; default: all of them. */
  among?: string;
  text: readonly string[];
  note: readonly string[];
  /** False: not from the newest on until there are enough. */
  isWalkable?: boolean;
}

function branch({ among = 'note_texts', text, note, isWalkable = true }: Branch): string {
  return `select t.note_id from ${among} t join notes n on n.id = t.note_id
      where ${and([...text, ...note])}
      order by ${isWalkable ? 't.changed_at' : unindexed} desc limit ${candidates_max}`;
}

function placesOf(large: readonly Workspace[], parameter: Parameter): string[] {
  const apart = large.slice(0, workspaces_apart_max);
  const others = large.slice(workspaces_apart_max);
  return [
    ...apart.map(({ id }) => `t.workspace_id = ${parameter(id)}::uuid`),
    ...(others.length > 0 ? [isIn(others, parameter)] : []),
  ];
}

function isIn(workspaces: readonly Workspace[], parameter: Parameter): string {
  return `t.workspace_id = any(${parameter(workspaces.map(({ id }) => id))}::uuid[])`;
}

function timeConditions({ from, to }: Filters, parameter: Parameter): string[] {
  return [
    ...(from ? [`t.changed_at >= ${parameter(from)}::timestamptz`] : []),
    ...(to ? [`t.changed_at < ${parameter(to)}::timestamptz`] : []),
  ];
}

function placeConditions({ trash, ...filters }: Filters): string[] {
  const conditions = {
    // Templates have a list of their own.
    false: ['n.trashed_with is null', 'not n.is_template'],
    true: ['n.trashed_with is not null'],
    any: [],
  };
  return [...(filters.in ? ['n.id in (select id from tree)'] : []), ...conditions[trash]];
}

function tree(filters: Filters, parameter: Parameter): string[] {
  if (!filters.in) return [];
  return [
    `tree as (
      with recursive below as (
        select ${parameter(filters.in)}::uuid as id
        union all
        select n.id from below join notes n on n.parent_id = below.id
      )
      select id from below
    )`,
  ];
}

function and(conditions: readonly string[]): string {
  return conditions.join(' and ');
}
