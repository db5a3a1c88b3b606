/** The end of the process, which nothing that is under way may put off. */

/** ms for a look-up to end after all, where the process cannot get rid of it. */
const PATIENCE = 3_000;

/**
 * Ends the process with this code. Node waits for the threads in which the system looks names up, and glibc waits without end for a name
 * server that is silent over TCP: where one is looked up still, the process becomes a shell that ends at once. Before Node 22.15 it
 * cannot; it is killed then.
 */
export async function leave(code: number): Promise<never> {
  if (process.platform !== 'win32' && isLookingUp()) {
    becomeShell(code);
    const end = performance.now() + PATIENCE;
    while (isLookingUp() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    if (isLookingUp()) process.kill(process.pid, 'SIGKILL');
  }
  return process.exit(code);
}

function isLookingUp(): boolean {
  return process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap');
}

/** Returns where it cannot be done. */
function becomeShell(code: number): void {
  const { execve } = process as { readonly execve?: (file: string, args: readonly string[], env: object) => never };
  try {
    execve?.call(process, '/bin/sh', ['sh', '-c', `exit ${code}`], {});
  } catch {
    // No shell there.
  }
}
