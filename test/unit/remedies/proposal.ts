/** A list, a failure and what is proposed for it: for the tests of the remedies. */
import assert from 'node:assert/strict';
import type { FailureCode } from '../../../src/failures/code.ts';
import { proposeRemedies } from '../../../src/remedies/proposeRemedies.ts';
import type { Remedy } from '../../../src/remedies/remedy.ts';
import type { RemedyContext, RemedyFailure } from '../../../src/remedies/remedyContext.ts';
import { listOf } from '../doctor/question.ts';

export const GO_MIRROR = 'https://go-mirror.example';
export const PUBLIC_AND_DIRECT = `${GO_MIRROR},direct`;

export function contextOf(list: string, more: Partial<RemedyContext> = {}): RemedyContext {
  return {
    list: listOf(list),
    better: null,
    examined: true,
    current: { value: list, store: 'go-env-file' },
    publicMirrors: [GO_MIRROR],
    shell: 'posix',
    ...more,
  };
}

export function all(
  code: FailureCode,
  entry: number | null,
  context: RemedyContext,
  more: Partial<RemedyFailure> = {},
) {
  return proposeRemedies({ code, detail: null, entry, ...more }, context);
}

export function first(
  code: FailureCode,
  entry: number | null,
  context: RemedyContext,
  more: Partial<RemedyFailure> = {},
): Remedy {
  const [remedy] = all(code, entry, context, more);
  assert.ok(remedy !== undefined);
  return remedy;
}

export const idsOf = (remedies: readonly Remedy[]) => remedies.map(({ id }) => id);

export function one(id: Remedy['id'], remedies: readonly Remedy[]): Remedy {
  const found = remedies.find((remedy) => remedy.id === id);
  assert.ok(found !== undefined, `${id} in ${idsOf(remedies)}`);
  return found;
}
