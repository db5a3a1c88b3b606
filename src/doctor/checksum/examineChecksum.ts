/** Asks every source for one version, on behalf of the user: what is set, who is asked, who is wrong, what can be done. */
import type { Clock } from '../../base/clock.ts';
import { type Result, success } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type GoproxyList, parseList } from '../../goproxy/list/list.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import type { Triage } from '../../integrity/triage/triage.ts';
import type { TriageProgress, TriageQuestion } from '../../integrity/triage/triageQuestion.ts';
import { type GoPorts, viewGo } from '../environment/goView.ts';
import { remedyContext } from '../remedyContext.ts';
import { type ChecksumExamination, checksumExamination } from './checksumExamination.ts';
import { triageQuestion } from './triageQuestion.ts';

export interface ChecksumRequest {
  readonly subject: TriageModule;
  /** The workspace's list; null where go's own settings count. */
  readonly goproxy: string | null;
  /** Further mirrors to ask, and the origin where it names `direct`. */
  readonly more: GoproxyList | null;
  readonly cwd: string;
  readonly env: Environment;
  /** False where `env` may not be that of the start; see startupEnvironment. */
  readonly envTrusted?: boolean;
  readonly goPath: string;
  /** ms for each source. */
  readonly deadline: number;
  /** See remedyContext. */
  readonly scope?: 'user' | 'workspace';
  readonly hasGoExtension?: boolean;
  /** See ExaminationRequest. */
  readonly publicMirrors?: readonly string[];
}

export interface ChecksumPorts extends GoPorts {
  readonly clock: Clock;
  /** In this thread, or in the worker. */
  readonly triage: (
    question: TriageQuestion,
    signal: AbortSignal,
    onProgress: (progress: TriageProgress) => void,
  ) => Promise<Result<Triage, string>>;
}

/** For a workspace that the user trusts. Fails with the errno word where there is no temporary folder. Rejects only when aborted. */
export async function examineChecksum(
  request: ChecksumRequest,
  ports: ChecksumPorts,
  signal: AbortSignal,
  onProgress: (progress: TriageProgress) => void = () => undefined,
): Promise<Result<ChecksumExamination, string>> {
  const { subject, more, cwd, env, envTrusted = true, goPath, deadline } = request;
  const view = await viewGo({ env, envTrusted, cwd, goPath, mayRun: true }, ports, signal);
  const parsed = parseList(request.goproxy ?? view.value('GOPROXY'));
  const own = parsed.ok ? parsed.value : null;
  const question = await triageQuestion({ subject, own, more, cwd, env, deadline }, view, ports, signal);
  const done = await ports.triage(question, signal, onProgress);
  if (!done.ok) return done;
  const goproxy = request.goproxy === null ? null : ({ value: request.goproxy, origin: 'workspace' } as const);
  const context = await remedyContext({ ...request, goproxy }, view, ports, null);
  return success(checksumExamination(done.value, { question, own, context }));
}
