/** Driver: one window of VS Code beside the lab, where only the lab has names; each row's fault switched on, its report and a trace read. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from '../../lab/labHost.ts';
import { makeWorld } from '../../network/findings/world.ts';
import { filled, type Places, writeFilled } from '../../support/filledFiles.ts';
import type { HostVersion } from '../host/hostInstall.ts';
import { openVsCode } from '../host/vsCode.ts';
import type { HostTheme } from '../host/vsCodeServer.ts';
import { readReport } from './readReport.ts';
import { readTrace, type TraceSeen } from './readTrace.ts';
import type { ReportRow, ReportSeen } from './reportRow.ts';

export interface WindowInput {
  readonly version: HostVersion;
  readonly theme?: HostTheme;
  readonly rows: Readonly<Record<string, ReportRow>>;
  /** A module of GO_MOD and the list to trace it with; none unless given. */
  readonly trace?: { readonly list: string; readonly module: string };
  /** A folder for a picture of each; none unless given. */
  readonly pictures?: string;
}

export interface WindowSeen {
  readonly reports: readonly ReportSeen[];
  readonly trace: TraceSeen | null;
}

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const RESOLV_CONF = '/etc/resolv.conf';
const LAB_RESOLVER = 'nameserver 127.0.0.53\noptions timeout:1 attempts:2\n';
const GO_MOD = 'module consumer.test/app\n\nrequire example.test/a v1.0.0\n';
const GO_ENV = '.config/go/env';
const HOME = { '.config/go/telemetry/mode': 'off', '.netrc': '' };
/** More than a dead name server costs. */
const SETTINGS = { 'goProxy.probe.enabled': false, 'goProxy.probe.timeout': 8 };

const driver: Driver = async (host, input): Promise<WindowSeen> => {
  const { version, theme, rows, trace, pictures } = input as WindowInput;
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-window-'));
  const [home, workspace] = [join(folder, 'home'), join(folder, 'app')];
  const world = await makeWorld(host, folder);
  const places = { ...world.places, folder: workspace };
  /** go's own file is read anew by every run; a setting of the window would have to be waited for. */
  const switchOn = async (row: Omit<ReportRow, 'findings'>) => {
    const env = `${row.home?.[GO_ENV] ?? ''}GOPROXY=${row.list}\n`;
    await writeFilled(home, { ...HOME, ...row.home, [GO_ENV]: env }, places);
    await writeFilled(workspace, { 'go.mod': GO_MOD, ...row.workspace }, places);
    await writeFile(RESOLV_CONF, row.resolvConf ?? LAB_RESOLVER);
  };
  await switchOn({ list: 'off' });
  try {
    const code = await openVsCode({
      ...{ version, folder: workspace, extensionPath: EXTENSION, settings: SETTINGS },
      ...(theme === undefined ? {} : { theme }),
      env: environment(home, world.places),
    });
    const picture = async (name: string) => {
      if (pictures === undefined) return;
      await mkdir(pictures, { recursive: true });
      await code.screenshot(join(pictures, `${name.replace(/\W+/g, '-')}.png`));
    };
    try {
      const reports: ReportSeen[] = [];
      for (const [name, row] of Object.entries(rows)) {
        await switchOn(row);
        reports.push({ name, ...(await readReport(code, filled(row.list, places))) });
        await picture(name);
      }
      if (trace === undefined) return { reports, trace: null };
      await switchOn(trace);
      const traced = await readTrace(code, trace.module);
      await picture('trace');
      return { reports, trace: traced };
    } finally {
      await code.close();
    }
  } finally {
    await world.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** Two forward proxies, one a scheme; the names of the other rows are not for them. */
function environment(home: string, places: Places): Readonly<Record<string, string | undefined>> {
  const cleared = ['GOPROXY', 'GOFLAGS', 'GOENV', 'GONOSUMDB', 'GONOPROXY', 'GOPRIVATE', 'XDG_CONFIG_HOME', 'NETRC'];
  return {
    ...Object.fromEntries(cleared.map((name) => [name, undefined])),
    ...{ HOME: home, GOSUMDB: 'off', GOTOOLCHAIN: 'local' },
    ...{ SSL_CERT_FILE: places.roots, SSL_CERT_DIR: '/nonexistent' },
    ...{ HTTPS_PROXY: 'http://127.0.0.1:7890', HTTP_PROXY: places['proxy:auth'], NO_PROXY: '.test,goproxy.cn' },
  };
}

export default driver;
