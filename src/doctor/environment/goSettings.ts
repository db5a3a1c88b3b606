/** Of go's settings: what several examinations go by. */
import type { PrivateVariables } from '../../goproxy/module/patterns.ts';
import { parseGosumdb } from '../../goproxy/protocol/sumdb.ts';
import type { GoView } from './goView.ts';

/** The database that entries are asked for; null where go asks none of them. */
export function databaseOf(go: Pick<GoView, 'value'>): string | null {
  const sumdb = parseGosumdb(go.value('GOSUMDB') || 'sum.golang.org');
  return sumdb.kind === 'on' && sumdb.url === null ? sumdb.name : null;
}

export function privateVariables(go: Pick<GoView, 'value'>): PrivateVariables {
  return { GOPRIVATE: go.value('GOPRIVATE'), GONOPROXY: go.value('GONOPROXY'), GONOSUMDB: go.value('GONOSUMDB') };
}
