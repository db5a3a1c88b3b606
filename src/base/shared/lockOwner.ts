/** Who holds a lock: a process of this machine, told apart from a later one with the same number. */
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

export interface LockOwners {
  /** The word for this process. */
  own(): Promise<string>;
  /** The word for another process of this machine. */
  of(pid: number): Promise<string>;
  /** Reports whether the process is running; null where that cannot be told (another machine or container). */
  isRunning(owner: string): Promise<boolean | null>;
}

export const nodeLockOwners: LockOwners = {
  own: () => wordOf(process.pid),
  of: wordOf,
  async isRunning(owner) {
    const [pid = '', start = '', ...place] = owner.split(' ');
    if (!/^[1-9]\d{0,9}$/.test(pid)) return false;
    if (place.join(' ') !== (await machine())) return null;
    try {
      process.kill(Number(pid), 0);
    } catch (error) {
      // EPERM: somebody else's process.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
    }
    return (await startOf(Number(pid))) === start;
  },
};

async function wordOf(pid: number): Promise<string> {
  return `${pid} ${await startOf(pid)} ${await machine()}`;
}

/** Where numbers of processes mean the same: a container has its own, and may share the host's name. */
async function machine(): Promise<string> {
  return `${await readlink('/proc/self/ns/pid').catch(() => '-')} ${hostname()}`;
}

/** When the process began, in the kernel's ticks; `-` where the system does not say (only Linux has /proc). proc_pid_stat(5) */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The program's name is in brackets, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Dead, and nobody has asked how it ended.
  return fields[0] === 'Z' ? 'dead' : (fields[19] ?? '-');
}
