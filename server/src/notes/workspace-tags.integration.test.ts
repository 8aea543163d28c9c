import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';

describe('tags of a workspace', () => {
  const servers = makeServers();
  let ada: TestPerson;

  beforeAll(async () => {
    ada = await signUp((await servers.server({ DATABASE_URL: await servers.database() })).url, 'Ada');
  });

  const makeWorkspace = async () =>
    (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body.id;
  const tag = async (workspace_id: string, ...tags: string[]) => {
    const { id } = await ada.createNote({ workspace_id });
    await ada.api('PATCH', `/notes/${id}`, { tags });
    return id;
  };
  const tagsOf = async (id: string) => (await ada.api<Note>('GET', `/notes/${id}`)).body.tags;
  const colorsOf = async (workspace_id: string) =>
    (await ada.api<{ workspaces: Workspace[] }>('GET', '/workspaces')).body.workspaces.find(
      ({ id }) => id === workspace_id,
    )?.tag_colors;
  const path = (workspace_id: string, name: string) =>
    `/workspaces/${workspace_id}/tags/${encodeURIComponent(name)}`;

  it('N13: have colours of the list, whatever their case', async () => {
    const workspace_id = await makeWorkspace();
    expect(await colorsOf(workspace_id)).toEqual({});
    expect((await ada.api('PUT', path(workspace_id, 'Grün/Größe'), { color: 'green' })).status).toBe(204);
    expect(await colorsOf(workspace_id)).toEqual({ 'grün/größe': 'green' });
    expect((await ada.api('PUT', path(workspace_id, 'x'), { color: '#ff0000' })).status).toBe(400);
    await ada.api('PUT', path(workspace_id, 'GRÜN/Größe'), { color: null });
    expect(await colorsOf(workspace_id)).toEqual({});
  });

  it('N13: are renamed in every note, and are there once', async () => {
    const workspace_id = await makeWorkspace();
    const [one, both, other] = [
      await tag(workspace_id, 'a', 'Todo', 'z'),
      await tag(workspace_id, 'TODO', 'task'),
      await tag(workspace_id, 'todos'),
    ];
    const elsewhere = await tag(await makeWorkspace(), 'todo');
    await ada.api('PUT', path(workspace_id, 'todo'), { color: 'red' });
    expect((await ada.api('PATCH', path(workspace_id, 'todo'), { name: 'Task' })).body).toEqual({ notes: 2 });
    expect([await tagsOf(one), await tagsOf(both), await tagsOf(other), await tagsOf(elsewhere)]).toEqual([
      ...[['a', 'Task', 'z'], ['Task'], ['todos'], ['todo']],
    ]);
    expect(await colorsOf(workspace_id)).toEqual({ task: 'red' });
  });

  it('N13: change their case by a rename', async () => {
    const workspace_id = await makeWorkspace();
    const id = await tag(workspace_id, 'todo');
    await ada.api('PUT', path(workspace_id, 'todo'), { color: 'red' });
    await ada.api('PATCH', path(workspace_id, 'todo'), { name: 'ToDo' });
    expect([await tagsOf(id), await colorsOf(workspace_id)]).toEqual([['ToDo'], { todo: 'red' }]);
  });

  it('N13: are taken away with their colour', async () => {
    const workspace_id = await makeWorkspace();
    const id = await tag(workspace_id, 'keep', 'gone');
    await ada.api('PUT', path(workspace_id, 'gone'), { color: 'red' });
    expect((await ada.api('DELETE', path(workspace_id, 'GONE'))).body).toEqual({ notes: 1 });
    expect([await tagsOf(id), await colorsOf(workspace_id)]).toEqual([['keep'], {}]);
  });

  it('N1 N13: what was tagged offline before a rename is renamed when it comes, and nothing of it is lost', async () => {
    const workspace_id = await makeWorkspace();
    const id = await tag(workspace_id);
    const before = new Date(Date.now()).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await ada.api('PATCH', path(workspace_id, 'old'), { name: 'mid' });
    await ada.api('PATCH', path(workspace_id, 'mid'), { name: 'new' });
    await ada.api('DELETE', path(workspace_id, 'gone'));
    await ada.api('PATCH', `/notes/${id}`, { tags: ['old', 'mine', 'gone'], at: before });
    expect(await tagsOf(id)).toEqual(['new', 'mine']);
    // Afterwards the old name is a tag like any other.
    await ada.api('PATCH', `/notes/${id}`, { tags: ['old'] });
    expect(await tagsOf(id)).toEqual(['old']);
  });
});
