/** Answers a call: reads the input, does the work through the ports, and makes the answer. */
import type { Result } from '../base/result.ts';
import type { Progress } from '../doctor/check.ts';
import { readOutput } from '../doctor/reading/readOutput.ts';
import { entriesOf } from '../goproxy/list/list.ts';
import { inert } from '../text/inert.ts';
import { jsonUse } from '../text/report/environment/jsonUse.ts';
import { jsonReport } from '../text/report/examination/jsonReport.ts';
import { summaryText } from '../text/report/examination/summaryText.ts';
import { failuresText } from '../text/report/requests/failuresText.ts';
import { jsonFailures } from '../text/report/requests/jsonFailures.ts';
import { commandText } from '../text/words/command/commandText.ts';
import { toolText } from '../text/words/editor/toolText.ts';
import type { ToolAnswer } from './toolAnswer.ts';
import { type AskedReading, readExamination, readFields, readReading, readUse } from './toolInput.ts';
import type { ToolName } from './toolName.ts';
import type { AskedExamination, AskedUse, ToolPorts } from './toolPorts.ts';

export interface ToolCall {
  readonly name: ToolName;
  /** As the model sent it. */
  readonly input: unknown;
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** ms for a whole call. Clients give up after a minute, and an answer that says so is worth more than silence. */
const DEADLINE = 50_000;

/** Rejects only when `signal` fires. */
export async function callTool(call: ToolCall, ports: ToolPorts, limit = DEADLINE): Promise<ToolAnswer> {
  const deadline = AbortSignal.timeout(limit);
  const timed = { ...call, signal: AbortSignal.any([call.signal, deadline]) };
  try {
    return await answer(timed, ports);
  } catch (error) {
    if (call.signal.aborted) throw error;
    if (deadline.aborted) return fault(toolText.tooLong(limit / 1000));
    // A defect of ours: told here, where it is made harmless, and not by whoever called.
    return fault(commandText.defect(inert(error instanceof Error ? error.message : String(error))));
  }
}

function answer(call: ToolCall, ports: ToolPorts): Promise<ToolAnswer> {
  const fields = readFields(call.name, call.input);
  if (!fields.ok) return Promise.resolve(fault(fields.error));
  switch (call.name) {
    case 'goproxy_diagnose':
      return withInput(readExamination(fields.value), (asked) => diagnose(asked, call, ports));
    case 'goproxy_classify':
      return Promise.resolve(classify(readReading(fields.value)));
    case 'goproxy_use':
      return withInput(readUse(fields.value), (asked) => use(asked, call, ports));
  }
}

async function withInput<T>(asked: Result<T, string>, run: (asked: T) => Promise<ToolAnswer>): Promise<ToolAnswer> {
  return asked.ok ? run(asked.value) : fault(asked.error);
}

async function diagnose(asked: AskedExamination, call: ToolCall, ports: ToolPorts): Promise<ToolAnswer> {
  const examination = await ports.examine(asked, call.signal, call.onProgress);
  if (examination === null) return fault(toolText.noList());
  return { text: summaryText(examination), document: jsonReport(examination), isError: false };
}

function classify({ output, goproxy }: AskedReading): ToolAnswer {
  const failures = readOutput(output);
  const entries = entriesOf(goproxy);
  return { text: failuresText(failures, entries), document: jsonFailures(failures, entries), isError: false };
}

async function use(asked: AskedUse, call: ToolCall, ports: ToolPorts): Promise<ToolAnswer> {
  const used = await ports.use(asked, call.signal);
  if (!used.ok) return fault(used.error);
  return { text: used.value.said, document: jsonUse(used.value), isError: false };
}

function fault(text: string): ToolAnswer {
  return { text, document: null, isError: true };
}
