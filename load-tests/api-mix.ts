/**
 * The API as people and scripts use it: every route that reads or writes notes and what belongs to them, each about as often as
 * a day of work has it. What is thrown away and made again is the mix's own; the corpus around it stays.
 */
import { randomUUID } from 'node:crypto';
import type { Answer, TestPerson } from '../server/test/people.ts';
import { Stories } from './api-stories.ts';

/** Who calls, and how: by cookie or by key. */
export interface Caller {
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<unknown>>;
}

/** What there is to work with. */
export interface Material {
  url: string;
  people: readonly TestPerson[];
  workspace_id: string;
  /** Of the corpus: rows without a document. */
  corpus_ids: readonly string[];
  /** With text and history. */
  notes: readonly MadeNote[];
  words: readonly string[];
  random(): number;
}

export interface MadeNote {
  id: string;
  attachment_id: string;
  thread_id: string;
  comment_id: string;
}

interface Step {
  route: string;
  /** Of 100 requests or so. */
  weight: number;
  run(caller: Caller, material: Material): Promise<Answer<unknown>>;
}

/** One request: its route as OpenAPI has it, below `/api/v1`, and behind a comma what for. */
export interface Asked {
  route: string;
  run(): Promise<Answer<unknown>>;
}

const pick = <T>({ random }: Material, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T;
const anyNote = (material: Material) =>
  material.random() < 0.7 ? pick(material, material.corpus_ids) : pick(material, material.notes).id;
const made = (material: Material) => pick(material, material.notes);
const now = () => new Date().toISOString();

function step(
  route: string,
  weight: number,
  path: (material: Material) => string,
  body?: (material: Material) => unknown,
): Step {
  const [method = ''] = route.split(' ');
  return {
    route,
    weight,
    run: (caller, material) => caller.call(method, path(material), body?.(material)),
  };
}

const etags = new Map<Caller, string>();

/** The first page as the app fetches it; with the tag of the last one, which says that nothing changed. */
const listAgain: Step = {
  route: 'GET /notes, If-None-Match',
  weight: 3,
  async run(caller) {
    const tag = etags.get(caller);
    const answer = await caller.call('GET', first_page, undefined, tag ? { 'if-none-match': tag } : {});
    etags.set(caller, answer.headers.get('etag') ?? '');
    return answer;
  },
};
export const first_page = '/notes?trashed=any&limit=500';

/** Notes that were made by the mix, and go to the trash by it. */
const fleeting: string[] = [];

const steps: readonly Step[] = [
  listAgain,
  step('GET /notes', 1, () => first_page),
  step(
    'GET /notes, of a workspace',
    2,
    ({ workspace_id }) => `/notes?workspace_id=${workspace_id}&limit=200`,
  ),
  step('GET /notes/{id}', 12, (m) => `/notes/${anyNote(m)}`),
  step(
    'GET /notes/{id}/content',
    8,
    (m) => `/notes/${made(m).id}/content?format=${pick(m, ['json', 'text', 'markdown', 'html'])}`,
  ),
  step(
    'PUT /notes/{id}/content',
    3,
    (m) => `/notes/${made(m).id}/content`,
    (m) => ({
      body: {
        type: 'doc',
        content: [pick(m, m.words), pick(m, m.words)].map((text) => ({
          type: 'paragraph',
          content: [{ type: 'text', text }],
        })),
      },
    }),
  ),
  step('GET /notes/{id}/backlinks', 3, (m) => `/notes/${anyNote(m)}/backlinks`),
  step('GET /notes/{id}/people', 2, (m) => `/notes/${anyNote(m)}/people`),
  step('GET /notes/{id}/access', 1, (m) => `/notes/${anyNote(m)}/access`),
  step('GET /notes/{id}/follow', 3, (m) => `/notes/${anyNote(m)}/follow`),
  step(
    'PUT /notes/{id}/favourite',
    2,
    (m) => `/notes/${anyNote(m)}/favourite`,
    () => ({}),
  ),
  step(
    'DELETE /notes/{id}/favourite',
    1,
    (m) => `/notes/${anyNote(m)}/favourite`,
    () => ({}),
  ),
  {
    route: 'POST /notes',
    weight: 4,
    async run(caller, { workspace_id }) {
      const id = randomUUID();
      const answer = await caller.call('POST', '/notes', { id, workspace_id, title: 'Fleeting' });
      fleeting.push(id);
      return answer;
    },
  },
  step(
    'PATCH /notes/{id}, title',
    4,
    (m) => `/notes/${made(m).id}`,
    (m) => ({ title: pick(m, m.words).slice(0, 60), at: now() }),
  ),
  step(
    'PATCH /notes/{id}, tags',
    2,
    (m) => `/notes/${anyNote(m)}`,
    () => ({ tags: ['work'], at: now() }),
  ),
  step(
    'PATCH /notes/{id}, place',
    2,
    (m) => `/notes/${made(m).id}`,
    (m) => ({
      rank: `0|${Math.floor(m.random() * 36 ** 6)
        .toString(36)
        .padStart(6, '0')}:`,
      at: now(),
    }),
  ),
  {
    route: 'PATCH /notes/{id}, trash',
    weight: 2,
    run(caller, m) {
      const id = fleeting.shift();
      return caller.call('PATCH', `/notes/${id ?? made(m).id}`, { trashed: id !== undefined, at: now() });
    },
  },
  step(
    'POST /notes/{id}/duplicate',
    0.5,
    (m) => `/notes/${made(m).id}/duplicate`,
    () => ({}),
  ),
  step(
    'GET /search',
    6,
    (m) =>
      `/search?${new URLSearchParams({ q: pick(m, pick(m, m.words).match(/\p{L}{3,}/gu) ?? ['note']) })}`,
  ),
  step('GET /notes/{id}/comments', 4, (m) => `/notes/${made(m).id}/comments`),
  step(
    'PUT /notes/{id}/threads/{thread_id}',
    1,
    (m) => `/notes/${made(m).id}/threads/${randomUUID()}`,
    (m) => ({
      anchor: null,
      quote: null,
      comment: { id: randomUUID(), text: pick(m, m.words) },
    }),
  ),
  {
    route: 'PUT /notes/{id}/threads/{thread_id}/comments/{comment_id}',
    weight: 2,
    run: (caller, m) => {
      const { id, thread_id } = made(m);
      return caller.call('PUT', `/notes/${id}/threads/${thread_id}/comments/${randomUUID()}`, {
        text: pick(m, m.words),
      });
    },
  },
  {
    route: 'PUT /notes/{id}/comments/{comment_id}/reaction',
    weight: 1,
    run: (caller, m) => {
      const { id, comment_id } = made(m);
      return caller.call('PUT', `/notes/${id}/comments/${comment_id}/reaction`, {
        emoji: '👍',
        is_on: m.random() < 0.5,
      });
    },
  },
  step(
    'PUT /notes/{id}/comments/read',
    2,
    (m) => `/notes/${made(m).id}/comments/read`,
    () => ({ seq: 1 }),
  ),
  step('GET /notes/{id}/history', 3, (m) => `/notes/${made(m).id}/history`),
  step('GET /notes/{id}/history/{seq}', 2, (m) => `/notes/${made(m).id}/history/1`),
  step('GET /notes/{id}/history/{seq}/changes', 1, (m) => `/notes/${made(m).id}/history/2/changes`),
  step('GET /notes/{id}/history/{seq}/steps', 1, (m) => `/notes/${made(m).id}/history/1/steps?from=0`),
  step('POST /notes/{id}/history/{seq}/restore', 0.5, (m) => `/notes/${made(m).id}/history/1/restore`),
  step(
    'POST /notes/{id}/versions',
    0.5,
    (m) => `/notes/${made(m).id}/versions`,
    (m) => ({ seq: 1, name: pick(m, m.words).slice(0, 40) }),
  ),
  step('GET /notes/{id}/attachments/{attachment_id}', 2, (m) => fileOf(made(m))),
  step('GET /workspaces', 3, () => '/workspaces'),
  step('GET /workspaces/{id}/members', 2, ({ workspace_id }) => `/workspaces/${workspace_id}/members`),
  step('GET /workspaces/{id}/activity', 1, ({ workspace_id }) => `/workspaces/${workspace_id}/activity`),
  step('GET /notifications', 2, () => '/notifications'),
  step('GET /notifications/unread', 4, () => '/notifications/unread'),
  step('POST /sync/token', 4, () => '/sync/token'),
];

const fileOf = ({ id, attachment_id }: MadeNote) => `/notes/${id}/attachments/${attachment_id}`;

/** How much of everything is a part of a story. */
const stories_share = 0.2;

export class Mix {
  readonly #callers: readonly Caller[];
  readonly #material: Material;
  readonly #stories: Stories;

  constructor(callers: readonly Caller[], material: Material) {
    this.#callers = callers;
    this.#material = material;
    this.#stories = new Stories(material);
  }

  /** One by weight, at random. */
  next(): Asked {
    const { random } = this.#material;
    if (random() < stories_share) return this.#stories.next();
    let left = random() * steps.reduce((sum, { weight }) => sum + weight, 0);
    for (const step of steps) {
      left -= step.weight;
      if (left < 0) return this.#asked(step);
    }
    return this.#asked(steps[0] as Step);
  }

  /** Everything once. */
  *each(): Generator<Asked> {
    for (const step of steps) yield this.#asked(step);
    yield* this.#stories.each();
  }

  #asked({ route, run }: Step): Asked {
    return { route, run: () => run(pick(this.#material, this.#callers), this.#material) };
  }
}
