import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { expectAllEqual, expectCleanStop, headSeq, linesInDatabase } from '../../test/expect-all-equal.ts';
import { metric, type TestServer } from '../../test/start-server.ts';
import { makeServers } from '../../test/servers.ts';

const servers = makeServers();

const mebibyte = 1024 * 1024;

describe('a client that never reads', () => {
  it('P2: is cut off, costs no memory, and has everything when it comes back', async () => {
    const scene = await servers.scene(1, {
      UNREAD_BYTES_MAX: `${4 * mebibyte}`,
      // What is deleted counts until it is compacted.
      NOTE_BYTES_MAX: `${200 * mebibyte}`,
    });
    const [[server], [writer]] = [scene.instances, scene.clients];
    if (!server || !writer) throw new Error('the scene is empty');
    const stalled = await servers.openWire(server, scene.ada, scene.note_id);
    stalled.sync();
    await until(() => stalled.updates.length > 0, 'it has read until now');
    stalled.pauseReading();
    const before = await rss(server);

    let most = 0;
    for (let i = 0; i < 32; i++) {
      // Deleted at once: the note stays small, what is sent does not.
      typeParagraph(writer, `${i}`.padEnd(mebibyte, ' much'));
      writer.body.delete(writer.body.length - 1);
      await writer.saved();
      most = Math.max(most, await rss(server));
    }
    const closed = await metric(server, 'scriptorium_sockets_closed_total{kind="try_again_later"}');
    expect(closed, 'closed as too slow').toBe(1);
    // Threads that compact and index what is written take their part, and keep it for a while; how little a reader costs is measured in load-tests.
    expect(most - before).toBeLessThan(550 * mebibyte);

    stalled.resumeReading();
    await until(() => stalled.closed !== null, 'it learns of its end');
    // The close frame stands behind what it did not read, and may have gone with the connection.
    expect([1013, 1006]).toContain(stalled.closed?.code);
    typeParagraph(writer, 'meanwhile');
    scene.clients.push(await servers.open(server, scene.ada, scene.note_id));
    expect(await expectAllEqual(scene)).toEqual(['meanwhile']);
    await until(async () => (await rss(server)) - before < 350 * mebibyte, 'the memory is back');
    await expectCleanStop(scene.instances);
  });
});

describe('a flood while the database is away', () => {
  it('D3: is stopped at a bound by a retryable close, and nothing of it is lost', async () => {
    const postgres = await servers.postgres();
    const scene = await servers.scene(1, {
      DATABASE_URL: postgres.url,
      NOTE_BYTES_MAX: `${500 * mebibyte}`,
      UNSAVED_BYTES_MAX: `${32 * mebibyte}`,
      COMPACT_AFTER_UPDATES: '1000',
    });
    const [[server], [writer]] = [scene.instances, scene.clients];
    if (!server || !writer) throw new Error('the scene is empty');
    let closes = 0;
    writer.provider.on('disconnect', () => closes++);
    const before = await rss(server);
    await postgres.stop();
    for (let i = 0; i < 80; i++) {
      typeParagraph(writer, `${i}`.padEnd(mebibyte, ' much'));
      writer.body.delete(writer.body.length - 1);
      if (i % 10 === 0) await sleep(50);
    }
    await until(() => closes > 0, 'the socket is closed');
    expect(await metric(server, 'scriptorium_save_queue_bytes')).toBeLessThan(50 * mebibyte);
    const most = await rss(server);
    expect(most - before).toBeLessThan(550 * mebibyte);

    typeParagraph(writer, 'the last line');
    await postgres.start();
    expect(await expectAllEqual(scene)).toEqual(['the last line']);
    expect(await metric(server, 'scriptorium_save_queue_bytes')).toBe(0);
    await until(async () => (await rss(server)) - before < 500 * mebibyte, 'the memory is back');
    await expectCleanStop(scene.instances);
  });
});

const rss = (server: TestServer) => metric(server, 'scriptorium_process_resident_memory_bytes');

describe('a note at its quota', () => {
  it('P1: takes no more and says so; others, other notes and deletions go on', async () => {
    const scene = await servers.scene(1, { NOTE_BYTES_MAX: `${64 * 1024}` });
    const [[server], [writer]] = [scene.instances, scene.clients];
    if (!server || !writer) throw new Error('the scene is empty');
    const reader = await servers.open(server, scene.ada, scene.note_id);
    const denials: string[] = [];
    writer.provider.on('authenticationFailed', ({ reason }: { reason: string }) => denials.push(reason));
    let typed = 0;
    while (denials.length === 0 && typed < 200) {
      typeParagraph(writer, `${typed++} `.padEnd(1024, 'full'));
      await until(() => !writer.provider.hasUnsyncedChanges || denials.length > 0, 'an answer comes');
    }
    expect(denials).toEqual(['note-full']);
    // What was refused is in nobody's note, and what was taken is in everybody's.
    const full = { ...scene, clients: [reader] };
    const lines = await expectAllEqual(full);
    expect(lines.map((line) => Number.parseInt(line, 10))).toEqual(lines.map((_, index) => index));
    expect(lines.length).toBe(typed - 1);
    expect(lines.length).toBeGreaterThan(40);
    expect(await headSeq(full)).toBe(lines.length + 1);

    const other_id = (await scene.ada.createNote({ title: 'Another' })).id;
    const other = await servers.open(server, scene.ada, other_id);
    typeParagraph(other, 'goes on');
    await other.saved();

    reader.body.delete(0, 30);
    await reader.saved();
    expect(await linesInDatabase(full)).toHaveLength(lines.length - 30);
    await expectAllEqual(full);
    await expectCleanStop(scene.instances);
  });
});
