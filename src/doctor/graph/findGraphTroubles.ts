/** The Go environment and the module graph, examined and judged: what an examination asks of this folder. */
import type { GoPorts } from '../environment/goView.ts';
import { examineGraph, type GraphRequest } from './examineGraph.ts';
import type { GraphFinding } from './graphExamination.ts';
import { graphFindings } from './graphFindings.ts';

/** Rejects only when aborted. */
export async function findGraphTroubles(
  question: GraphRequest,
  ports: GoPorts,
  signal: AbortSignal,
): Promise<readonly GraphFinding[]> {
  return graphFindings(await examineGraph(question, ports, signal));
}
