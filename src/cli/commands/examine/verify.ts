/** `verify`: the module cache held against go.sum, or one archive by itself; with --prove, both against the checksum database. */
import path from 'node:path';
import { listDatabase } from '../../../doctor/checksum/listDatabase.ts';
import { type GoView, viewGo } from '../../../doctor/environment/goView.ts';
import { networkVariables } from '../../../doctor/environment/networkVariables.ts';
import { type VerifyFault, verifyQuestion } from '../../../doctor/verify/verifyQuestion.ts';
import { isCanonical, type ModuleQuery } from '../../../goproxy/module/version.ts';
import type { ExpectedSums } from '../../../integrity/gosum/expectedSums.ts';
import { proveVersions } from '../../../integrity/sumdb/proveVersions.ts';
import type { VerifiedModule } from '../../../integrity/verify/verifiedModule.ts';
import { verifyCache } from '../../../integrity/verify/verifyCache.ts';
import { verifyZip } from '../../../integrity/verify/verifyZip.ts';
import { withProof } from '../../../integrity/verify/withProof.ts';
import { createNetwork } from '../../../net/network.ts';
import { sharedSession } from '../../../net/session/sharedSession.ts';
import { inert } from '../../../text/inert.ts';
import {
  jsonVerify,
  type Verification,
  verifiedCacheText,
  verifiedZipText,
} from '../../../text/report/modules/verifyText.ts';
import { verifyHelp, verifyWords } from '../../../text/words/command/verifyWords.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';
import { VerifyThreads } from '../../verifyThreads.ts';

export interface VerifyOptions extends CommonOptions {
  readonly prove?: boolean;
}

/** To one entry or the database itself; one look-up needs a few requests, one after the other. */
const CONNECTIONS = 6;

export async function verify(
  file: string | undefined,
  query: ModuleQuery | undefined,
  options: VerifyOptions,
  host: Host,
): Promise<ExitCode> {
  const { console } = host;
  const verification =
    file === undefined ? await verifyGraph(options, host) : await verifyOne(file, query, options, host);
  console.progress('');
  if (options.json === true) console.printJson(jsonVerify(verification));
  else if (file === undefined) console.print(verifiedCacheText(verification, console.style));
  else console.print(verifiedZipText(verification, console.style));
  return exitCode(verification);
}

async function verifyOne(
  file: string,
  query: ModuleQuery | undefined,
  options: VerifyOptions,
  host: Host,
): Promise<Verification> {
  if (query === undefined) throw new CommandError(EXIT.usage, verifyHelp.needsBoth());
  const { module, version } = query;
  if (version === null || !isCanonical(version))
    throw new CommandError(EXIT.usage, verifyHelp.needsVersion(inert(`${module}@${version ?? 'latest'}`, 80)));
  const archive = path.resolve(options.cwd, file);
  if ((await host.ports.files.readText(archive, 1)) === null)
    throw new CommandError(EXIT.usage, verifyHelp.noFile(inert(file, 200)));
  const found = { results: [await verifyZip(archive, { module, version }, host.signal)], faults: [], database: null };
  return options.prove === true ? prove(found, null, await view(options, host), options, host) : found;
}

async function verifyGraph(options: VerifyOptions, host: Host): Promise<Verification> {
  const { console, ports, signal, env } = host;
  const { cwd } = options;
  const go = await view(options, host);
  const question = await verifyQuestion({ cwd, env }, go, ports);
  if (!question.ok) throw new CommandError(EXIT.unknown, faultText(question.error, cwd));
  const { versions, faults, modCache } = question.value;
  const threads = new VerifyThreads(host.workerFile, ports.clock, modCache);
  try {
    const helpers = (bytes: number) => threads.start(bytes);
    const results = await verifyCache({ modCache, versions, helpers }, signal, (done) =>
      console.progress(verifyWords.progress(done, versions.length)),
    );
    const found = { results, faults, database: null };
    return options.prove === true ? await prove(found, versions, go, options, host) : found;
  } finally {
    threads.dispose();
  }
}

function view({ cwd }: VerifyOptions, { env, ports, signal }: Host): Promise<GoView> {
  return viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
}

async function prove(
  { results, faults }: Verification,
  sums: readonly ExpectedSums[] | null,
  go: GoView,
  { cwd }: VerifyOptions,
  { console, ports, signal, env }: Host,
): Promise<Verification> {
  const question = await listDatabase({ goproxy: null, cwd, env }, go, ports, signal);
  const network = createNetwork({ environment: networkVariables(env, go.environment.goVersion), files: ports.files });
  const session = sharedSession(() => network.open(), CONNECTIONS);
  try {
    const { database, proofs } = await proveVersions(question, results, session, signal, (done) =>
      console.progress(verifyWords.proving(done, results.length)),
    );
    const proved = results.map((one, at): VerifiedModule => {
      const proof = proofs[at];
      return proof === undefined ? one : withProof(one, sums?.[at] ?? null, proof);
    });
    return { results: proved, faults, database };
  } finally {
    session.close();
  }
}

function exitCode({ results, faults }: Verification): ExitCode {
  if (faults.some(({ reason }) => reason !== 'duplicate' && reason !== 'unknown-hash')) return EXIT.findings;
  if (results.some(({ ok }) => !ok)) return EXIT.findings;
  const isOpen = results.some(({ proof }) => proof !== null && 'unproved' in proof && proof.unproved !== 'private');
  return isOpen ? EXIT.unknown : EXIT.ok;
}

function faultText(fault: VerifyFault, cwd: string): string {
  switch (fault.code) {
    case 'no-module':
      return verifyHelp.noModule(inert(cwd, 200));
    case 'no-go-sum':
      return verifyHelp.noGoSum(inert(fault.file, 200));
    case 'no-cache':
      return verifyHelp.noCache();
  }
}
