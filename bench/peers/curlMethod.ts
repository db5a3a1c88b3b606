// How mirror-switching scripts try a list: one curl an entry, 8 s at most, one after the other (chsrc's flags).
import { runCommand } from '../command.ts';
import { SAMPLE, type Stage } from '../stage.ts';

export interface CurlTry {
  /** curl's exit code; 28 is its time-out. */
  readonly code: number | null;
  /** HTTP status and bytes a second, as the scripts record them. */
  readonly recorded: string;
  readonly ms: number;
}

const FLAGS = ['-q', '-s', '-L', '-o', '/dev/null', '-w', '%{http_code} %{speed_download}', '-m8', '-A', 'bench'];

/** Tries the module archive of each entry in turn. Rejects where there is no curl. */
export function curlMethod(stage: Stage, entries: readonly string[]): Promise<readonly CurlTry[]> {
  return curlInTurn(
    stage,
    entries.map((url) => `${url}/${SAMPLE.module}/@v/${SAMPLE.version}.zip`),
  );
}

/** Tries each URL in turn. Rejects where there is no curl. */
export async function curlInTurn({ env, signal }: Stage, urls: readonly string[]): Promise<readonly CurlTry[]> {
  const tries: CurlTry[] = [];
  for (const url of urls) {
    const { code, stdout, ms } = await runCommand('curl', [...FLAGS, url], { env, signal });
    tries.push({ code, recorded: stdout, ms });
  }
  return tries;
}
