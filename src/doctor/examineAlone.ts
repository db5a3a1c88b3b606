/** Examines entries each by itself, as if it were the whole list. */
import type { ProbeFailure } from '../failures/classifyEvidence.ts';
import { findOnPath } from '../gocmd/locate/searchPath.ts';
import { parseList } from '../goproxy/list/list.ts';
import { viewGo } from './environment/goView.ts';
import { listCredentials } from './environment/listCredentials.ts';
import type { ExaminationPorts, ExaminationRequest } from './examinationRequest.ts';
import { examineEntries } from './examine.ts';
import type { EntryExamination } from './list/listExamination.ts';

/** Returns one examination a value, in their order and numbered by it. Nothing of the workspace is named to them. */
export async function examineAlone(
  values: readonly string[],
  request: ExaminationRequest,
  ports: ExaminationPorts,
  signal: AbortSignal,
): Promise<EntryExamination[]> {
  const [go, git] = await Promise.all([
    viewGo({ ...request, mayRun: request.trusted }, ports, signal),
    findOnPath('git', request.env, ports.platform, ports.programs),
  ]);
  return Promise.all(
    values.map(async (value, index) => {
      const parsed = parseList(value);
      if (!parsed.ok) return refused(value, index, parsed.error.detail);
      if (parsed.value.entries.length !== 1) return refused(value, index, 'not-one-entry');
      const list = parsed.value;
      const credentials = await listCredentials(list, request, go, ports, signal);
      const { entries } = await examineEntries(
        list,
        request,
        { go, sample: null, hasGit: git !== null, credentials },
        ports,
        signal,
      );
      const [one] = entries;
      if (one === undefined) return refused(value, index, 'no-entries');
      return { ...one, entry: { ...one.entry, index } };
    }),
  );
}

function refused(value: string, index: number, detail: string): EntryExamination {
  const failure: ProbeFailure = { code: 'goproxy-invalid', detail, phase: null };
  return {
    entry: { kind: 'unread', index, value, separator: null },
    evidence: [],
    failure,
    telling: null,
    sumdb: null,
    action: 'stops',
    goWaits: 0,
  };
}
