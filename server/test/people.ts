/** People with accounts, as tests see them: a cookie, the API, tokens for sockets. */
import { randomUUID } from 'node:crypto';
import type { CreatedKey, CreateKeyRequest } from '@scriptorium/shared/api/keys.ts';
import type { CreateNoteRequest, Note } from '@scriptorium/shared/api/notes.ts';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface TestPerson {
  id: string;
  name: string;
  email: string;
  password: string;
  cookie: string;
  /** Calls `/api/v1<path>`; a body goes as JSON. Answers of any status come back. */
  api<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  /** @returns the text of a new API key */
  key(request: Partial<CreateKeyRequest> & Pick<CreateKeyRequest, 'scopes'>): Promise<string>;
  createNote(request?: CreateNoteRequest): Promise<Note>;
  /** Fresh from the API, for a socket. */
  token(): Promise<string>;
  text(note_id: string): Promise<string>;
  /** The same person, by the same cookie, at another instance. */
  at(url: string): TestPerson;
}

export const a_password = 'correct horse battery';

export async function signUp(url: string, name: string, password = a_password): Promise<TestPerson> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${randomUUID().slice(0, 8)}@example.com`;
  return enter(url, 'sign-up', { name, email, password });
}

export async function signIn(
  url: string,
  person: TestPerson,
  password = person.password,
): Promise<TestPerson> {
  return enter(url, 'sign-in', { name: person.name, email: person.email, password });
}

async function enter(
  url: string,
  way: 'sign-up' | 'sign-in',
  { name, email, password }: { name: string; email: string; password: string },
): Promise<TestPerson> {
  const body = way === 'sign-up' ? { name, email, password } : { email, password };
  const answer = await call<{ person: { id: string } }>(url, '', 'POST', `/auth/${way}/email`, body);
  if (answer.status !== 200)
    throw new Error(`${way} answered ${answer.status} ${JSON.stringify(answer.body)}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return makePerson(url, { id: answer.body.person.id, name, email, password, cookie });
}

/** Somebody of whom only the cookie is known: a guest, for instance. */
export async function personBy(url: string, cookie: string): Promise<TestPerson> {
  const { body } = await call<{ person: { id: string; name: string } | null }>(
    url,
    cookie,
    'GET',
    '/auth/session',
  );
  if (!body.person) throw new Error('nobody is signed in by this cookie');
  return makePerson(url, { ...body.person, email: '', password: '', cookie });
}

function makePerson(
  url: string,
  facts: Pick<TestPerson, 'id' | 'name' | 'email' | 'password' | 'cookie'>,
): TestPerson {
  const api: TestPerson['api'] = (method, path, body, headers) =>
    call(url, facts.cookie, method, path, body, headers);
  return {
    ...facts,
    api,
    async key(request) {
      const { status, body } = await api<CreatedKey>('POST', '/keys', { name: 'A script', ...request });
      if (status !== 201) throw new Error(`the key was not made: ${status} ${JSON.stringify(body)}`);
      return body.secret;
    },
    async createNote(request = {}) {
      const { status, body } = await api<Note>('POST', '/notes', request);
      if (status !== 201) throw new Error(`the note was not made: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    token: async () => (await api<{ token: string }>('POST', '/sync/token')).body.token,
    text: async (note_id) => (await api<string>('GET', `/notes/${note_id}/content?format=text`)).body,
    at: (other) => makePerson(other, facts),
  };
}

/** `/api/v1<path>`, by an API key. */
export function callByKey<T = unknown>(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  return call<T>(url, '', method, path, body, { authorization: `Bearer ${key}` });
}

/** `/api/v1<path>`, signed in by the cookie; without one as a stranger. */
export async function call<T = unknown>(
  url: string,
  cookie: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    body: (isJson ? JSON.parse(text) : text) as T,
    headers: response.headers,
  };
}
