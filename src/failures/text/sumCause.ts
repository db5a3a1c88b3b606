/** Checksums: what go.sum or the checksum database holds against a module, and a database that cannot be believed. */
import { type Cause, cause } from './cause.ts';

/** What go says of the database's answers; no URL need be printed. */
const NOTES =
  /malformed record data|reading tree(?: note)?: |initializing sumdb\.Client|checking tree#|note has no verifiable|invalid signature for key|malformed (?:tree )?note|cannot validate record|cannot authenticate record|inconsistent tile|malformed tree note|bad result slice|TileReader returned|no such record/;

/** Returns what became of the checksum, or null where the message is not about one. The inner cause of a look-up is found elsewhere. */
export function sumCause(body: string): Cause | null {
  if (/database server misbehavior detected/.test(body)) return cause('sumdb-forked');
  if (/checksum missing from sumdb response/.test(body)) return cause('checksum-mismatch', 'missing-in-sumdb');
  if (/checksum mismatch|SECURITY ERROR\s+This download does NOT match/.test(body))
    return cause('checksum-mismatch', whoDisagrees(body));
  if (/ v\S{1,200}: (?:(?:zip|dir) has been modified|missing ziphash)/.test(body))
    return cause('checksum-mismatch', 'cache');
  if (/unexpected ziphash/.test(body)) return { code: 'disk', detail: 'cache', host: null };
  if (!NOTES.test(body)) return null;
  return /\b(?:Get|read|reading) "?https?:/.test(body)
    ? { code: 'sumdb-unreachable', detail: null }
    : cause('sumdb-unreachable', 'bad-content');
}

function whoDisagrees(body: string): string {
  if (/\bgo(?:\.work)?\.sum:\s+h\d|recorded in go\.sum|\.sum: +h\d/.test(body)) return 'go.sum';
  if (/\bsum\.golang\.\S+: h\d|reported by the checksum server|verifying (?:module|go\.mod): checksum/.test(body))
    return 'sumdb';
  return 'go.sum';
}
