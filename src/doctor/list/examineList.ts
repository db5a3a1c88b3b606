/** Examines the entries of a GOPROXY list side by side, and walks it as go would. */
import type { Clock } from '../../base/clock.ts';
import type { Prober } from '../../goproxy/probe/prober.ts';
import type { ListExamination, Route } from './listExamination.ts';
import type { ListQuestion } from './listQuestion.ts';
import { ListSweep, type OnEntry } from './listSweep.ts';
import { namedRoute } from './namedRoute.ts';
import { sampleRoute } from './sampleRoute.ts';
import { summarize } from './summarize.ts';

/** ms of silence inside a body that count as a stall. */
const STALL = 3_000;

/**
 * Ends within the question's time-out and half a second; where go's walk comes to `direct` only then, a second and a half later.
 * Rejects only when aborted, or when the prober was lost.
 * `onEntry` is told of each entry that has answered or failed.
 */
export async function examineList(
  question: ListQuestion,
  prober: Prober,
  clock: Clock,
  signal: AbortSignal,
  onEntry: OnEntry = () => undefined,
): Promise<ListExamination> {
  const connections = prober.sweep({ environment: question.environment, stall: Math.min(STALL, question.timeout) });
  try {
    const sweep = new ListSweep(question, connections, clock, signal);
    const routes: Route[] = [];
    for (const query of question.named) routes.push(await namedRoute(sweep, query, onEntry));
    if (routes.length === 0) routes.push(await sampleRoute(sweep, onEntry));
    return summarize(sweep, routes);
  } finally {
    connections.dispose();
  }
}
