/** CPU time that processes used so far, as Linux counts it: in hundredths of a second, all threads included. */
import { readdirSync, readFileSync } from 'node:fs';

const ms_per_tick = 10;

interface Stat {
  parent: number;
  /** Of the process itself. */
  own_ms: number;
  /** Of its children that have ended. */
  ended_ms: number;
}

export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + readStat(pid).own_ms, 0);
}

/** A process with all its descendants, those that have ended included. */
export function treeCpuMs(root: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      stats.set(Number(name), readStat(Number(name)));
    } catch {
      // It has just ended; its parent counts it.
    }
  }
  const sum = (pid: number): number => {
    const { own_ms, ended_ms } = stats.get(pid) as Stat;
    const children = [...stats].filter(([, { parent }]) => parent === pid);
    return own_ms + ended_ms + children.reduce((total, [child]) => total + sum(child), 0);
  };
  return sum(root);
}

function readStat(pid: number): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, which may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ms = (index: number) => Number(fields[index]) * ms_per_tick;
  return { parent: Number(fields[1]), own_ms: ms(11) + ms(12), ended_ms: ms(13) + ms(14) };
}

/** Resident memory. */
export function rssBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) * 1024;
}
