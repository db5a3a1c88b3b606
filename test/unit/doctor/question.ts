/** Makes the question that an examination of a list starts from. */
import assert from 'node:assert/strict';
import type { ListQuestion } from '../../../src/doctor/list/listQuestion.ts';
import { type GoproxyList, parseList } from '../../../src/goproxy/list/list.ts';

export function listOf(text: string): GoproxyList {
  const parsed = parseList(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

/** The workspace's own public requirement in these tests. */
export const SAMPLE = { module: 'example.com/shop/lib', version: 'v1.2.3' };

export function questionOf(list: string, more: Partial<ListQuestion> = {}): ListQuestion {
  return {
    list: listOf(list),
    named: [],
    sample: SAMPLE,
    depth: 'sample',
    sumdb: null,
    variables: {},
    environment: {},
    hasGit: true,
    timeout: 5000,
    latency: 2000,
    ...more,
  };
}
