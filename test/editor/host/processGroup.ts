// A child process with all its descendants, stopped as one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ProcessGroup {
  readonly child: ChildProcess;
  /** What was printed so far, both streams, the last 64 K characters. */
  output(): string;
  /** Resolves with the first match of `pattern` in the output; rejects when the process ends or `signal` fires before. */
  waitForOutput(pattern: RegExp, signal: AbortSignal): Promise<RegExpExecArray>;
  /** Asks the group to end, kills it after 3 s, and resolves when the leader is gone. */
  stop(): Promise<void>;
}

const keptOutput = 64 * 1024;
const graceMs = 3000;

/** Starts `command` as the leader of a process group of its own. The group also ends when this process exits. */
export function startProcessGroup(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ProcessGroup {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve()); // it never started
  });
  let text = '';
  const listen = (data: Buffer) => {
    text = (text + data.toString()).slice(-keptOutput);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);

  const signalGroup = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // ESRCH: the group is gone
    }
  };
  const killAtExit = () => signalGroup('SIGKILL');
  process.once('exit', killAtExit);

  return {
    child,
    output: () => text,
    async waitForOutput(pattern, signal) {
      const stop = new AbortController();
      const either = AbortSignal.any([signal, stop.signal]);
      void ended.then(() => stop.abort(new Error(`${command} ended early`)));
      for (;;) {
        const match = pattern.exec(text);
        if (match) return match;
        if (either.aborted) throw new Error(`${either.reason?.message ?? either.reason}\n${text}`);
        await Promise.race([
          once(child.stdout, 'data', { signal: either }),
          once(child.stderr, 'data', { signal: either }),
        ]).catch(() => undefined);
      }
    },
    async stop() {
      signalGroup('SIGTERM');
      const timer = setTimeout(() => signalGroup('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
      signalGroup('SIGKILL'); // descendants that outlive the leader
      process.off('exit', killAtExit);
    },
  };
}
