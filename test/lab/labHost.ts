/**
 * The process inside a namespace: `node labHost.ts DRIVER JSON`. Starts the lab and its name server (port 53), imports the driver
 * module, calls its default export, and prints one line of JSON as the last line of stdout.
 */
import { type Lab, startLab } from './lab.ts';
import { NAMESPACE_RESOLVER } from './namespace.ts';
import { type DnsServer, startDns } from './servers/dnsServer.ts';

/** What a driver gets; its default export is a `Driver`. */
export interface LabHost {
  readonly lab: Lab;
  /** Knows `*.lab.test` and `mirror.test` as 127.0.0.1; more with `dns.set`. */
  readonly dns: DnsServer;
}

/** Runs inside the namespace. `input` and the value are what JSON can carry. */
export type Driver = (host: LabHost, input: unknown) => Promise<unknown>;

/** The last line that labHost prints. */
export type DriverReport =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

async function main(driverUrl: string, input: unknown): Promise<DriverReport> {
  const home = { a: ['127.0.0.1'] };
  const records = { '*.lab.test': home, 'mirror.test': home };
  const dns = await startDns({ address: NAMESPACE_RESOLVER, port: 53, records });
  const lab = await startLab();
  try {
    const driver = ((await import(driverUrl)) as { default: Driver }).default;
    return { ok: true, value: await driver({ lab, dns }, input) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await lab.stop();
    await dns.stop();
  }
}

const [driverUrl = '', input = 'null'] = process.argv.slice(2);
const report = await main(driverUrl, JSON.parse(input));
process.stdout.write(`\n${JSON.stringify(report)}\n`);
