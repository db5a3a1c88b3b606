/** Examines lists of the lab through the real prober, in this process. */
import assert from 'node:assert/strict';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { examineList } from '../../src/doctor/list/examineList.ts';
import type { EntryExamination, ListExamination } from '../../src/doctor/list/listExamination.ts';
import type { ListQuestion } from '../../src/doctor/list/listQuestion.ts';
import { parseList } from '../../src/goproxy/list/list.ts';
import { LocalProber, type Prober } from '../../src/goproxy/probe/prober.ts';
import type { Lab } from '../lab/lab.ts';

export interface LabList {
  /** `lab` is for its certificates. */
  examine(list: string, more?: Partial<ListQuestion>): Promise<ListExamination>;
}

export function labList(lab: Lab, prober: Prober = new LocalProber(systemClock, nodeFiles)): LabList {
  return {
    examine: (list, more = {}) => {
      const parsed = parseList(list);
      assert.ok(parsed.ok, list);
      const question: ListQuestion = {
        list: parsed.value,
        named: [],
        sample: { module: 'example.test/a', version: 'v1.0.0' },
        depth: 'sample',
        sumdb: null,
        variables: {},
        environment: trusting(lab),
        hasGit: true,
        timeout: 5000,
        latency: 2000,
        ...more,
      };
      return examineList(question, prober, systemClock, new AbortController().signal);
    },
  };
}

/** The environment in which the lab's certificates are trusted, and no others. */
export function trusting(lab: Lab): Readonly<Record<string, string>> {
  return { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent' };
}

/** `code/detail phase action`, the wait in s where there is one; `serves` alone where nothing is wrong. */
export function entryWords({ failure, action, goWaits }: EntryExamination): string {
  if (failure === null) return action;
  const wait = goWaits === null ? ' for ever' : goWaits > 0 ? ` ${goWaits / 1000}s` : '';
  const { code, detail, phase } = failure;
  return `${detail === null ? code : `${code}/${detail}`} ${phase} ${action}${wait}`;
}
