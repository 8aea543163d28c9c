import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Service {
  profiles?: string[];
  ports?: string[];
  environment?: Record<string, string>;
}

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const servers = Object.entries(services).filter(([name]) => name.startsWith('server-'));

/** What nginx is told, with the profile or without: `${COMPOSE_PROFILES:+…}` is there only with it. */
function told(isMany: boolean): string {
  return (services.nginx?.environment?.SERVERS ?? '').replace(
    /\$\{COMPOSE_PROFILES:\+([^}]*)\}/,
    isMany ? '$1' : '',
  );
}

describe('docker-compose.yml', () => {
  it('nginx knows exactly the servers that start, with the profile "many" and without', () => {
    const starting = (isMany: boolean) =>
      servers
        .filter(([, { profiles }]) => isMany || profiles === undefined)
        .map(([name]) => `${name}:3000`)
        .join(' ');
    expect(told(false)).toBe(starting(false));
    expect(told(true)).toBe(starting(true));
    expect(servers.length).toBeGreaterThan(1);
    for (const [, { profiles }] of servers) expect(profiles ?? ['many']).toEqual(['many']);
  });

  it('nginx is the only door, so that servers may believe the address it names', () => {
    const doors = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(doors.map(([name]) => name)).toEqual(['nginx']);
  });

  it('all servers are told the same', () => {
    for (const [, { environment }] of servers) expect(environment).toEqual(servers[0]?.[1].environment);
  });
});

describe('client/nginx/environment.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-nginx-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function written(env: Record<string, string>): { status: number | null; said: string; files: string[] } {
    const { PATH } = process.env;
    const { status, stderr } = spawnSync('sh', [join(root, 'client/nginx/environment.sh')], {
      env: { PATH, NGINX_FOLDER: folder, ...env },
      encoding: 'utf8',
    });
    if (status !== 0) return { status, said: stderr, files: [] };
    const files = ['servers.conf', 'network.conf'].map((name) => readFileSync(join(folder, name), 'utf8'));
    return { status, said: stderr, files };
  }

  it('names are looked up again and again, addresses are not', () => {
    const [list] = written({ SERVERS: `${told(true)} 10.0.0.7:3000` }).files;
    expect(list?.trim().split('\n')).toEqual([
      ...servers.map(([name]) => `server ${name}:3000 resolve max_fails=3 fail_timeout=10s;`),
      'server 10.0.0.7:3000 max_fails=3 fail_timeout=10s;',
    ]);
  });

  it('TRUST_PROXY names proxies by commas, with or without spaces', () => {
    const [, network] = written({ SERVERS: 'a:1', TRUST_PROXY: '10.0.0.1,fc00::/7, 192.168.0.0/16' }).files;
    const trusted = network?.match(/^set_real_ip_from .*$/gm);
    expect(trusted).toEqual(
      ['10.0.0.1', 'fc00::/7', '192.168.0.0/16'].map((each) => `set_real_ip_from ${each};`),
    );
    expect(written({ SERVERS: 'a:1' }).files[1]).not.toContain('set_real_ip_from');
  });

  it('without servers it fails and says what to set', () => {
    const { status, said } = written({});
    expect(status).not.toBe(0);
    expect(said).toContain('SERVERS: must name the instances');
  });
});
