/** Makes a whole examination around that of a list. */
import type { Examination } from '../../../../src/doctor/examination.ts';
import { examination } from '../../../support/examinations.ts';
import { listOf, SAMPLE } from '../question.ts';
import { runList } from '../runList.ts';

export async function examinationOf(
  list: string,
  script: Parameters<typeof runList>[1] = {},
  at = 2000,
): Promise<Examination> {
  const { value } = await runList(list, script);
  const healthy = examination('healthy');
  return { ...healthy, ...value, environment: { ...healthy.environment, sample: SAMPLE }, list: listOf(list), at };
}
