/** What is done on the API step by step, each with what the one before was answered: the routes that a mix cannot take singly. */
import { randomUUID } from 'node:crypto';
import { type Answer, a_password, call, signUp, type TestPerson } from '../server/test/people.ts';
import type { Asked, Material } from './api-mix.ts';

type Scene = readonly [route: string, ask: () => Promise<Answer<unknown>>];
type Story = (material: Material) => Scene[];

/** Those who told a part and have an answer; whoever asks goes on with one of them, or begins one. */
export class Stories {
  readonly #material: Material;
  readonly #idle: Scene[][] = [];

  constructor(material: Material) {
    this.#material = material;
  }

  /** What comes next in one of them. */
  next(): Asked {
    const { random } = this.#material;
    const scenes = (random() < 0.5 ? this.#idle.shift() : undefined) ?? this.#begin();
    const [route, ask] = scenes.shift() as Scene;
    const run = async () => {
      const answer = await ask();
      if (scenes.length > 0) this.#idle.push(scenes);
      return answer;
    };
    return { route, run };
  }

  /** Each of them once, from the first scene to the last. */
  *each(): Generator<Asked> {
    for (const story of stories) {
      for (const [route, run] of story(this.#material)) yield { route, run };
    }
  }

  /** A long one is begun as often as a short one; all are told to the end, or nearly. */
  #begin(): Scene[] {
    if (this.#idle.length > idle_max) return this.#idle.shift() as Scene[];
    return (stories[Math.floor(this.#material.random() * stories.length)] as Story)(this.#material);
  }
}

/** So many are told at once. */
const idle_max = 12;

/** A scene whose answer the next ones need. */
function scene<T>(route: string, ask: () => Promise<Answer<T>>, take: (body: T) => void = () => {}): Scene {
  const run = async () => {
    const answer = await ask();
    if (answer.status < 400) take(answer.body);
    return answer;
  };
  return [route, run];
}

function two({ people, random }: Material): [TestPerson, TestPerson] {
  const first = Math.floor(random() * people.length);
  const second = (first + 1 + Math.floor(random() * (people.length - 1))) % people.length;
  return [people[first] as TestPerson, people[second] as TestPerson];
}

const ofWorkspace: Story = (material) => {
  const [ada, bob] = two(material);
  const at = { id: '', invitation_id: '', token: '', note_id: '' };
  const name = `Mix ${randomUUID().slice(0, 8)}`;
  const workspace = () => `/workspaces/${at.id}`;
  const policy = { policy: 'keep', days: 30 };
  const invite = () => ada.api<Invited>('POST', `${workspace()}/invitations`, { role: 'editor' });
  return [
    scene(
      'POST /workspaces',
      () => ada.api<{ id: string }>('POST', '/workspaces', { name: 'New' }),
      ({ id }) => (at.id = id),
    ),
    scene('PATCH /workspaces/{id}', () => ada.api('PATCH', workspace(), { name })),
    scene('POST /workspaces/{id}/invitations', invite, ({ invitation, url }) => {
      at.invitation_id = invitation.id;
      at.token = tokenOf(url);
    }),
    scene('GET /workspaces/{id}/invitations', () => ada.api('GET', `${workspace()}/invitations`)),
    scene('GET /invitations/{token}', () => bob.api('GET', `/invitations/${at.token}`)),
    scene('POST /invitations/{token}/accept', () => bob.api('POST', `/invitations/${at.token}/accept`)),
    scene('DELETE /workspaces/{id}/invitations/{invitation_id}', () =>
      ada.api('DELETE', `${workspace()}/invitations/${at.invitation_id}`),
    ),
    scene('PATCH /workspaces/{id}/members/{person_id}', () =>
      ada.api('PATCH', `${workspace()}/members/${bob.id}`, { role: 'viewer' }),
    ),
    scene(
      'POST /notes, in a small workspace',
      () => ada.api<{ id: string }>('POST', '/notes', { workspace_id: at.id, title: 'Small' }),
      ({ id }) => (at.note_id = id),
    ),
    scene('PATCH /notes/{id}, its first tag', () =>
      ada.api('PATCH', `/notes/${at.note_id}`, { tags: ['old'], at: new Date().toISOString() }),
    ),
    scene('PUT /workspaces/{id}/tags/{tag}', () =>
      ada.api('PUT', `${workspace()}/tags/old`, { color: 'red' }),
    ),
    scene('PATCH /workspaces/{id}/tags/{tag}', () =>
      ada.api('PATCH', `${workspace()}/tags/old`, { name: 'new' }),
    ),
    scene('DELETE /workspaces/{id}/tags/{tag}', () => ada.api('DELETE', `${workspace()}/tags/new`)),
    scene('GET /workspaces/{id}/history-policy', () => ada.api('GET', `${workspace()}/history-policy`)),
    scene('PUT /workspaces/{id}/history-policy', () =>
      ada.api('PUT', `${workspace()}/history-policy`, { ...policy, hidden_from_guests: false }),
    ),
    scene('POST /workspaces/{id}/history-policy/dry-run', () =>
      ada.api('POST', `${workspace()}/history-policy/dry-run`, policy),
    ),
    scene('POST /workspaces/{id}/activity/visit', () => bob.api('POST', `${workspace()}/activity/visit`)),
    scene('GET /workspaces/{id}/audit', () => ada.api('GET', `${workspace()}/audit`)),
    scene('POST /notes/{id}/move', () =>
      ada.api('POST', `/notes/${at.note_id}/move`, { workspace_id: material.workspace_id }),
    ),
    scene('DELETE /workspaces/{id}/trash', () => ada.api('DELETE', `${workspace()}/trash`)),
    scene('POST /workspaces/{id}/transfer', () =>
      ada.api('POST', `${workspace()}/transfer`, { person_id: bob.id }),
    ),
    scene('DELETE /workspaces/{id}/members/{person_id}', () =>
      bob.api('DELETE', `${workspace()}/members/${ada.id}`),
    ),
    scene('DELETE /workspaces/{id}', () => bob.api('DELETE', workspace(), { name })),
  ];
};

const ofSharing: Story = (material) => {
  const [ada, bob] = two(material);
  const at = { id: '', link_id: '', invitation_id: '', token: '', email: `${randomUUID()}@example.com` };
  const note = () => `/notes/${at.id}`;
  return [
    scene(
      'POST /notes, to be shared',
      () => ada.api<{ id: string }>('POST', '/notes', { title: 'Shared' }),
      ({ id }) => (at.id = id),
    ),
    scene('POST /notes/{id}/members', () =>
      ada.api('POST', `${note()}/members`, { email: bob.email, role: 'editor', with_below: true }),
    ),
    scene('PUT /notes/{id}/follow', () => bob.api('PUT', `${note()}/follow`)),
    scene('DELETE /notes/{id}/follow', () => bob.api('DELETE', `${note()}/follow`)),
    scene('PUT /notes/{id}/restricted', () => ada.api('PUT', `${note()}/restricted`, { restricted: true })),
    scene('DELETE /notes/{id}/members/{person_id}', () => ada.api('DELETE', `${note()}/members/${bob.id}`)),
    scene(
      'POST /notes/{id}/links',
      () => ada.api<{ id: string }>('POST', `${note()}/links`, { role: 'commenter' }),
      ({ id }) => (at.link_id = id),
    ),
    scene('GET /notes/{id}/links', () => ada.api('GET', `${note()}/links`)),
    scene('PATCH /notes/{id}/links/{link_id}', () =>
      ada.api('PATCH', `${note()}/links/${at.link_id}`, { password: a_password }),
    ),
    scene('GET /notes/{id}/links/{link_id}/visitors', () =>
      ada.api('GET', `${note()}/links/${at.link_id}/visitors`),
    ),
    scene('DELETE /notes/{id}/links/{link_id}', () => ada.api('DELETE', `${note()}/links/${at.link_id}`)),
    scene(
      'POST /notes/{id}/members, by e-mail',
      () => ada.api<{ url: string }>('POST', `${note()}/members`, { email: at.email, role: 'viewer' }),
      ({ url }) => (at.token = tokenOf(url)),
    ),
    scene('GET /note-invitations/{token}', () => bob.api('GET', `/note-invitations/${at.token}`)),
    scene('POST /note-invitations/{token}/accept', () =>
      bob.api('POST', `/note-invitations/${at.token}/accept`),
    ),
    scene('POST /notes/{id}/members, by e-mail', () =>
      ada.api('POST', `${note()}/members`, { email: `x${at.email}`, role: 'viewer' }),
    ),
    scene(
      'GET /notes/{id}/access, with an invitation',
      () => ada.api<{ invitations: { id: string }[] }>('GET', `${note()}/access`),
      ({ invitations }) => (at.invitation_id = invitations.at(-1)?.id ?? ''),
    ),
    scene('DELETE /notes/{id}/invitations/{invitation_id}', () =>
      ada.api('DELETE', `${note()}/invitations/${at.invitation_id}`),
    ),
    scene('PATCH /notes/{id}, to the trash', () =>
      ada.api('PATCH', note(), { trashed: true, at: new Date().toISOString() }),
    ),
    scene('DELETE /notes/{id}', () => ada.api('DELETE', note())),
  ];
};

const ofWriting: Story = (material) => {
  const [ada] = two(material);
  const from = material.notes[0] as Material['notes'][number];
  const at = { id: '', version_id: '' };
  const attachment_id = randomUUID();
  const [thread_id, comment_id] = [randomUUID(), randomUUID()];
  const note = () => `/notes/${at.id}`;
  const write = (text: string) => () =>
    ada.api('PUT', `${note()}/content`, {
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
    });
  return [
    scene(
      'POST /notes, to be written in',
      () => ada.api<{ id: string }>('POST', '/notes', { title: 'Written' }),
      ({ id }) => (at.id = id),
    ),
    scene('PUT /notes/{id}/content, of a new note', write('First')),
    scene('PUT /notes/{id}/content, of a new note', write('Second')),
    scene('PUT /notes/{id}/attachments/{attachment_id}', () =>
      ada.api('PUT', `${note()}/attachments/${attachment_id}?name=a.json`, 'x'.repeat(50_000)),
    ),
    scene('HEAD /notes/{id}/attachments/{attachment_id}', () =>
      ada.api('HEAD', `${note()}/attachments/${attachment_id}`),
    ),
    scene('POST /notes/{id}/attachments/{attachment_id}/copy', () =>
      ada.api('POST', `${note()}/attachments/${from.attachment_id}/copy`, { from_note_id: from.id }),
    ),
    scene('PUT /notes/{id}/threads/{thread_id}, of a new note', () =>
      ada.api('PUT', `${note()}/threads/${thread_id}`, {
        anchor: null,
        quote: null,
        comment: { id: comment_id, text: 'One' },
      }),
    ),
    scene('PATCH /notes/{id}/comments/{comment_id}', () =>
      ada.api('PATCH', `${note()}/comments/${comment_id}`, { text: 'Two' }),
    ),
    scene('PATCH /notes/{id}/threads/{thread_id}', () =>
      ada.api('PATCH', `${note()}/threads/${thread_id}`, { resolved: true }),
    ),
    scene('DELETE /notes/{id}/comments/{comment_id}', () =>
      ada.api('DELETE', `${note()}/comments/${comment_id}`, {}),
    ),
    scene(
      'POST /notes/{id}/versions',
      () => ada.api<{ id: string }>('POST', `${note()}/versions`, { seq: 1, name: 'One' }),
      ({ id }) => (at.version_id = id),
    ),
    scene('PATCH /notes/{id}/versions/{version_id}', () =>
      ada.api('PATCH', `${note()}/versions/${at.version_id}`, { name: 'Two' }),
    ),
    scene('DELETE /notes/{id}/versions/{version_id}', () =>
      ada.api('DELETE', `${note()}/versions/${at.version_id}`),
    ),
    scene('POST /notes/{id}/history/{seq}/revert', () =>
      ada.api('POST', `${note()}/history/2/revert`, { since: 1 }),
    ),
    scene('POST /notes/{id}/history/{seq}/copy', () => ada.api('POST', `${note()}/history/1/copy`)),
    scene('DELETE /notes/{id}/history', () => ada.api('DELETE', `${note()}/history`)),
  ];
};

const ofAccount: Story = ({ url }) => {
  const at = { key_id: '', session_id: '' };
  let eve: TestPerson;
  const enter = (way: 'sign-in' | 'sign-up', body: object) =>
    call<{ person: { id: string } }>(url, '', 'POST', `/auth/${way}/email`, body);
  const new_password = `${a_password} again`;
  return [
    scene('POST /auth/sign-up/email', async () => {
      eve = await signUp(url, `Eve ${randomUUID().slice(0, 8)}`);
      return { status: 200, body: null, headers: new Headers() };
    }),
    scene('GET /auth/session', () => eve.api('GET', '/auth/session')),
    scene('PATCH /auth/person', () => eve.api('PATCH', '/auth/person', { name: 'Eve' })),
    scene('POST /auth/sign-in/email', () => enter('sign-in', { email: eve.email, password: eve.password })),
    scene(
      'GET /auth/sessions',
      () => eve.api<{ sessions: { id: string; is_current: boolean }[] }>('GET', '/auth/sessions'),
      ({ sessions }) => (at.session_id = sessions.find(({ is_current }) => !is_current)?.id ?? ''),
    ),
    scene('DELETE /auth/sessions/{id}', () => eve.api('DELETE', `/auth/sessions/${at.session_id}`)),
    scene('DELETE /auth/sessions', () => eve.api('DELETE', '/auth/sessions')),
    scene(
      'POST /keys',
      () => eve.api<{ key: { id: string } }>('POST', '/keys', { name: 'A script', scopes: ['notes:read'] }),
      ({ key }) => (at.key_id = key.id),
    ),
    scene('GET /keys', () => eve.api('GET', '/keys')),
    scene('DELETE /keys/{id}', () => eve.api('DELETE', `/keys/${at.key_id}`)),
    scene('GET /notifications/preferences', () => eve.api('GET', '/notifications/preferences')),
    scene('PUT /notifications/preferences', () =>
      eve.api('PUT', '/notifications/preferences', {
        hidden: [],
        unmailed: [],
        digest: 'daily',
        daily_hour: 8,
        time_zone: 'Europe/Berlin',
        language: 'en',
      }),
    ),
    scene('POST /notifications/read', () => eve.api('POST', '/notifications/read', { up_to: '1' })),
    scene('POST /auth/change-password', () =>
      eve.api('POST', '/auth/change-password', { current_password: eve.password, new_password }),
    ),
    scene('GET /auth/audit', () => eve.api('GET', '/auth/audit')),
    scene('POST /auth/sign-out', () => eve.api('POST', '/auth/sign-out')),
  ];
};

const stories: readonly Story[] = [ofWorkspace, ofSharing, ofWriting, ofAccount];

interface Invited {
  invitation: { id: string };
  url: string;
}

function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
