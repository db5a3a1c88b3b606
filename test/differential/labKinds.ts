/** The entries that random lists are drawn from: the lab's quick faults, and other ways to write and to spoil an entry. */
import { FAULTS, type FaultName } from '../lab/faults.ts';
import type { Lab } from '../lab/lab.ts';
import type { EntryKind } from './listCase.ts';

const SERVES: ReadonlySet<FaultName> = new Set([
  'healthy',
  'healthy-tls',
  'healthy-h2',
  'redirect-ok',
  'many-headers',
  'bad-mod',
  'altered-zip',
  'sumdb-good',
  'sumdb-supported-only',
  'sumdb-410',
  'sumdb-none',
]);
const SPOILS: ReadonlySet<FaultName> = new Set([
  'html-200',
  'bad-json',
  'wrong-version',
  'truncated-zip',
  'short-zip',
  'corrupt-zip',
]);
const NOT_FOUND: ReadonlySet<FaultName> = new Set(['status-404', 'status-410', 'html-404']);

/** Returns an entry for each fault that ends within a second (`quick`), or for each that does not. */
export function faultKinds(lab: Lab, quick: boolean): EntryKind[] {
  return (Object.keys(FAULTS) as FaultName[])
    .filter((name) => FAULTS[name].quick === quick)
    .map((name) => ({ name, group: groupOf(name), value: lab.urls[name] }));
}

function groupOf(name: FaultName): EntryKind['group'] {
  if (SERVES.has(name)) return 'serves';
  if (SPOILS.has(name)) return 'spoils';
  return NOT_FOUND.has(name) ? 'not-found' : 'fails';
}

/** Returns entries that are odd as text. */
export function writtenKinds(lab: Lab): EntryKind[] {
  const { healthy, 'healthy-tls': overTls, 'status-403': denied } = lab.urls;
  return [
    { name: 'healthy-with-slash', group: 'serves', value: `${healthy}/` },
    { name: 'healthy-in-capitals', group: 'serves', value: healthy.replace('http:', 'HTTP:') },
    { name: 'healthy-tls-without-scheme', group: 'serves', value: overTls.replace('https://', '') },
    { name: 'healthy-tls-with-credentials', group: 'serves', value: overTls.replace('//', '//lab:secret@') },
    { name: 'healthy-with-credentials', group: 'fails', value: healthy.replace('//', '//lab:secret@') },
    { name: 'status-403-with-token', group: 'fails', value: `${denied}?token=lab` },
    { name: 'healthy-below-a-path', group: 'not-found', value: `${healthy}/a/path` },
    { name: 'port-99999', group: 'fails', value: 'http://127.0.0.1:99999' },
    { name: 'port-0', group: 'fails', value: 'http://127.0.0.1:0' },
    { name: 'no-host', group: 'fails', value: 'https:/nowhere' },
    { name: 'off', group: 'keyword', value: 'off' },
    { name: 'word', group: 'invalid', value: 'proxy' },
    { name: 'direct-in-capitals', group: 'invalid', value: 'DIRECT' },
    { name: 'ftp', group: 'invalid', value: 'ftp://127.0.0.1' },
    { name: 'file-with-host', group: 'invalid', value: 'file://localhost/tree' },
    { name: 'absolute-path', group: 'invalid', value: '/a/tree' },
  ];
}

/** Returns entries whose hosts have names, and `direct`: for a namespace only. */
export function namedKinds(lab: Lab): EntryKind[] {
  const { port } = new URL(lab.urls.healthy);
  const named = (name: string, group: EntryKind['group'], host: string): EntryKind => ({
    name,
    group,
    value: `http://${host}:${port}`,
  });
  const direct: EntryKind = { name: 'direct', group: 'keyword', value: 'direct' };
  return [
    named('name-right', 'serves', 'mirror.test'),
    named('name-nowhere', 'fails', 'nowhere.test'),
    named('name-broken', 'fails', 'broken.test'),
    named('name-silent', 'fails', 'silent.test'),
    named('name-forged', 'fails', 'forged.test'),
    // As often as in life, off being rare.
    ...[direct, direct, direct],
    { name: 'off', group: 'keyword', value: 'off' },
    { name: 'word', group: 'invalid', value: 'proxy' },
  ];
}
