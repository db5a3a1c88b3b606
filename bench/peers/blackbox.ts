// blackbox_exporter's http_2xx module on a set of URLs, and all that its metrics say of what was wrong.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcessGroup } from '../../test/editor/host/processGroup.ts';
import type { Stage } from '../stage.ts';

const TIMEOUT = 5_000;
const CONFIGURATION = `modules:
  http_2xx:
    prober: http
    timeout: ${TIMEOUT / 1000}s
    http:
      preferred_ip_protocol: ip4
`;
const PHASES = ['resolve', 'connect', 'tls', 'processing', 'transfer'];

/** Probes the URLs side by side and returns for each what the metrics tell, in words of which equal ones mean the same. */
export async function blackboxDiagnoses(
  stage: Stage,
  program: string,
  urls: readonly string[],
): Promise<readonly string[]> {
  const file = join(stage.emptyFolder, '..', 'blackbox.yml');
  await writeFile(file, CONFIGURATION);
  const flags = [`--config.file=${file}`, '--web.listen-address=127.0.0.1:0'];
  const group = startProcessGroup(program, flags, stage.env);
  try {
    const deadline = AbortSignal.any([stage.signal, AbortSignal.timeout(2 * TIMEOUT)]);
    const [, address] = await group.waitForOutput(/msg="?Listening on"? address=(127\.0\.0\.1:\d+)/, deadline);
    const signal = AbortSignal.any([stage.signal, AbortSignal.timeout(3 * TIMEOUT)]);
    return await Promise.all(
      urls.map(async (target) => {
        const query = new URLSearchParams({ module: 'http_2xx', target });
        return diagnosis(await (await fetch(`http://${address}/probe?${query}`, { signal })).text());
      }),
    );
  } finally {
    await group.stop();
  }
}

/**
 * Read as kindly as can be: success, status, TLS, redirects, which phases were reached (above 0) and which took the time-out,
 * and whether the whole did. Sizes are left out: nobody is told by them what is wrong.
 */
function diagnosis(metrics: string): string {
  const value = (name: string) => {
    const line = metrics.split('\n').find((text) => text.startsWith(`${name} `));
    return line === undefined ? Number.NaN : Number(line.slice(name.length + 1));
  };
  const span = (seconds: number) => (seconds * 1000 > TIMEOUT * 0.9 ? 'timed out' : seconds > 0 ? 'reached' : '0');
  const plain = ['probe_success', 'probe_http_status_code', 'probe_http_ssl', 'probe_http_redirects'];
  return [
    ...plain.map((name) => `${name} ${value(name)}`),
    ...PHASES.map((phase) => `${phase} ${span(value(`probe_http_duration_seconds{phase="${phase}"}`))}`),
    `whole ${span(value('probe_duration_seconds'))}`,
  ].join(', ');
}
