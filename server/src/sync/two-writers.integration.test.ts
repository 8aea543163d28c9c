import { expect, it } from 'vitest';
import { readConcurrentTrace } from '../../../load-tests/editing-traces.ts';
import { makeConcurrentTrace, replay } from '../../../load-tests/two-writers.ts';
import type { HocuspocusClient } from '../../test/clients.ts';
import { expectAllEqual, expectCleanStop } from '../../test/expect-all-equal.ts';
import { makeServers } from '../../test/servers.ts';

const servers = makeServers();

const real = readConcurrentTrace('friendsforever');
const name = real
  ? 'a real text that two people wrote at once'
  : 'a made-up text of two people (there is no ../shared/data beside the project)';
const trace = real ?? makeConcurrentTrace(1, 5_000);

it(`F1 F2: ${name} comes out character by character, typed by two clients at two instances`, async () => {
  const scene = await servers.scene(2);
  await replay(trace, scene.clients as [HocuspocusClient, HocuspocusClient]);
  const lines = await expectAllEqual(scene);
  expect(lines.join('\n')).toBe(trace.endContent);
  await expectCleanStop(scene.instances);
}, 180_000);

it('F1 F2: so does a made-up text, where authors delete what the other one has just typed', async () => {
  const made = makeConcurrentTrace(7, 1_500);
  const scene = await servers.scene(2);
  await replay(made, scene.clients as [HocuspocusClient, HocuspocusClient]);
  expect((await expectAllEqual(scene)).join('\n')).toBe(made.endContent);
}, 120_000);
