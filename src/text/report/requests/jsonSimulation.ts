/** The JSON of `simulate`: the requests that go would make, and the entries that each would visit. */
import type { Examination } from '../../../doctor/examination.ts';
import { SCHEMA } from '../schema.ts';

export function jsonSimulation({ routes, verdict }: Examination): object {
  return {
    schema: SCHEMA,
    requests: routes.flatMap(({ walk }) =>
      walk.requests.map(({ request, steps, servedBy }) => ({
        path: request.path,
        steps: steps.map(({ entry, result, cause }) => ({
          entry: entry < 0 ? null : entry,
          result,
          code: cause?.code ?? null,
        })),
        servedBy: servedBy !== null && servedBy < 0 ? null : servedBy,
      })),
    ),
    outcome: {
      ok: verdict.ok,
      code: verdict.failure?.code ?? null,
      detail: verdict.failure?.detail ?? null,
      entry: verdict.entry,
      hangs: verdict.hangs,
    },
  };
}
