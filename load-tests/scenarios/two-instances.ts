/** The people of a note sit on two instances that share a database and Redis. */
import { startRedis } from '../../server/test/redis.ts';
import { atMostStockPlus, atMostTimesStock } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer } from '../servers/bench-server.ts';
import { compareTyping } from '../servers/compare-typing.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import type { Load } from '../servers/typing-round.ts';

/** Slower than on one instance: stock needs three to four times the CPU here. */
const loads: Load[] = [
  { notes: 10, people: 4, rate: 16 },
  { notes: 50, people: 4, rate: 4 },
];

export const twoInstances: Scenario = {
  name: 'two-instances',
  title: 'A keystroke to each peer, two instances with Redis',
  method:
    'As above, the people of each note taking the two instances in turn. CPU is the sum of both instances. “A commit” is ' +
    'what a commit takes on average, from the statement to Postgres’ answer, without the time for which updates gather.',
  async run(bench) {
    return compareTyping(bench, await startBoth(bench), loads, {
      p50: (commit_ms) => atMostStockPlus(typeof commit_ms === 'number' ? commit_ms : 0, 'a commit'),
      p99: atMostTimesStock(1),
      cpu: atMostTimesStock(0.5),
    });
  },
};

async function startBoth({ postgres, cleanup, only_servers, profile_folder }: Bench): Promise<BenchServer[]> {
  const redis = await startRedis();
  cleanup.defer(() => redis.stop());
  const servers: BenchServer[] = [];
  for (const [name, start] of [
    ['ours', startOurs],
    ['stock', startStock],
  ] as const) {
    if (only_servers.length > 0 && !only_servers.includes(name)) continue;
    const databaseUrl = await postgres.makeDatabase(`two_instances_${name}`);
    const env = profile_folder ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile_folder}` } : {};
    const server = await start({ databaseUrl, redisUrl: redis.url, instances: 2, env });
    cleanup.defer(() => server.stop());
    servers.push(server);
  }
  return servers;
}
