/** Driver: runs `go mod download` in the namespace against module proxies that have names, and says what go said. */
import { runGo } from '../goRunner.ts';
import type { Driver } from '../labHost.ts';
import type { DnsRecord } from '../servers/dnsServer.ts';

export interface NamedRuns {
  /** Name to record; every record's name is used once as `http://NAME:PORT` with the port of `healthy`. */
  readonly records: Readonly<Record<string, DnsRecord>>;
}

export interface NamedRun {
  readonly name: string;
  readonly code: number | null;
  readonly stderr: string;
  readonly ms: number;
}

const driver: Driver = async ({ lab, dns }, input): Promise<NamedRun[]> => {
  const { records } = input as NamedRuns;
  const { port } = new URL(lab.urls.healthy);
  return Promise.all(
    Object.entries(records).map(async ([name, record]) => {
      dns.set(name, record);
      const goproxy = `http://${name}:${port}`;
      const { code, stderr, ms } = await runGo(['mod', 'download', 'example.test/e@v1.0.0'], { goproxy });
      return { name, code, stderr, ms };
    }),
  );
};

export default driver;
