/** Settings that go cannot use, or that do not do what was meant: patterns that match nothing, a broken GOSUMDB. Pure. */
import { redact } from '../../../base/redact.ts';
import { parseGosumdb } from '../../../goproxy/protocol/sumdb.ts';
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';

const PATTERN_SETTINGS = ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOINSECURE'] as const;
/** Longer than any list that a person has typed. */
const LIMIT = 4000;

export function judgeSettings({ settings }: GraphExamination): readonly GraphFinding[] {
  const findings: GraphFinding[] = [];
  const seen = new Set<string>();
  for (const name of PATTERN_SETTINGS) {
    const value = settings[name] ?? '';
    // GONOPROXY and GONOSUMDB take GOPRIVATE's value over.
    if (value === '' || value.length > LIMIT || seen.has(value)) continue;
    seen.add(value);
    const broken = value.split(',').find((pattern) => pattern.trim() !== '' && mendPattern(pattern) !== pattern);
    if (broken === undefined) continue;
    const mended = value
      .split(',')
      .map(mendPattern)
      .filter((pattern) => pattern !== '');
    const facts = { name, pattern: redact(broken), mend: redact([...new Set(mended)].join(',')) };
    findings.push({ code: 'goproxy-invalid', detail: 'goprivate', severity: 'warning', module: null, facts });
  }
  const gosumdb = settings.GOSUMDB ?? '';
  const database = gosumdb === '' ? null : parseGosumdb(gosumdb);
  if (database?.kind === 'invalid') {
    const facts = { value: redact(gosumdb), why: database.detail };
    findings.push({ code: 'goproxy-invalid', detail: 'sumdb', severity: 'error', module: null, facts });
  }
  return findings;
}

/**
 * Returns the pattern that was meant, the same where it can match as it is. A pattern is held against a module path, so blanks, a
 * scheme, an account, a port and the `/...` of package patterns make it match nothing; `;` and blanks separate nothing.
 */
function mendPattern(pattern: string): string {
  if (pattern === '') return '';
  return pattern
    .trim()
    .split(/[;\s]+/)
    .map((one) =>
      one
        .replace(/^["']|["']$/g, '')
        .replace(/^[a-z][a-z+]{1,9}:\/\//i, '')
        .replace(/^[^@/]{0,200}@/, '')
        .replace(/^([^/:]*):\d{1,5}(?=\/|$)/, '$1')
        .replace(/^([^/:]*):(?=\w)/, '$1/')
        .replace(/\/\.\.\.$/, ''),
    )
    .filter((one) => one !== '')
    .join(',');
}
