/** The lab's modules behind a mirror that passes on a database as a test wants it, asked by the command line and by the real go. */
import path from 'node:path';
import { moduleAnswer } from '../../lab/content/moduleAnswer.ts';
import { buildModules, type LabModule } from '../../lab/content/modules.ts';
import { makeNoteSigner } from '../../lab/content/noteSigner.ts';
import { type GoResult, runGo } from '../../lab/goRunner.ts';
import { type CliResult, startCliRunner } from '../cliRunner.ts';
import { serveMirror } from './recordedMirror.ts';

const NAME = 'sum.signed.test';
const SUBJECT = 'example.test/a@v1.0.0';

export interface LabDatabase {
  readonly signer: ReturnType<typeof makeNoteSigner>;
  readonly subject: LabModule;
  /** From now on the mirror passes this on: the body of a 200 for a path of the database, null for a 404. */
  show(answer: (path: string) => Buffer | null): void;
  /** `checksum` of the subject. It remembers heads below `folder`, as go does, and finds nothing cached. */
  checksum(folder: string, ...args: readonly string[]): Promise<CliResult>;
  /** What `checksum --json` says of the database, and everything else that it says. */
  databaseRow(
    folder: string,
  ): Promise<{ readonly code: number | null; readonly row: Row; readonly document: Document }>;
  /** `go mod download` of the subject. */
  go(folder: string): Promise<GoResult>;
  stop(): Promise<void>;
}

interface Row {
  readonly zip: string | null;
  readonly mod: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly proof: { readonly size: number } | null;
  readonly fork: { readonly older: string; readonly newer: string; readonly found: string } | null;
}

interface Document {
  readonly code: string | null;
  readonly verdict: { readonly culprit: string | null };
}

export async function startLabDatabase(): Promise<LabDatabase> {
  const modules = await buildModules();
  const cli = await startCliRunner();
  const signer = makeNoteSigner(NAME);
  let shown: (path: string) => Buffer | null = () => null;
  const served = await serveMirror({
    answer(target) {
      if (target === `/sumdb/${NAME}/supported`) return Buffer.alloc(0);
      if (target.startsWith('/sumdb/')) return shown(target.slice(`/sumdb/${NAME}`.length));
      const { status, body } = moduleAnswer(modules, target);
      return status === 200 ? body : null;
    },
  });
  // Behind a forward proxy that nobody is, the database itself is nowhere.
  const common = { GOSUMDB: signer.verifierKey, HTTPS_PROXY: 'http://127.0.0.1:1' };
  const checksum = (folder: string, ...args: readonly string[]) => {
    const own = { GOMODCACHE: path.join(folder, 'none'), XDG_STATE_HOME: path.join(folder, 'state') };
    return cli.run(['checksum', SUBJECT, ...args], { env: { ...common, ...own, GOPROXY: served.url } });
  };
  return {
    signer,
    subject: modules.find('example.test/a', 'v1.0.0') as LabModule,
    show(answer) {
      shown = answer;
    },
    checksum,
    async databaseRow(folder) {
      const { code, stdout } = await checksum(folder, '--json');
      const { sources, ...document } = JSON.parse(stdout);
      return { code, document, row: sources.find(({ source }: { source: string }) => source === 'sumdb') };
    },
    go: (folder) =>
      runGo(['mod', 'download', SUBJECT], {
        goproxy: served.url,
        env: { ...common, GOPATH: path.join(folder, 'gopath') },
      }),
    async stop() {
      await cli.stop();
      await served.stop();
    },
  };
}
