/** The `hosts:` line of /etc/nsswitch.conf, as Go reads it (net/nss.go). */

export interface NameSwitchSource {
  /** `files`, `dns`, `mdns4_minimal`, `myhostname`, `resolve` … */
  readonly source: string;
  /** Whether its criteria are those that hold without any, so that Go may do the same itself. */
  readonly standard: boolean;
}

/** Returns the sources in their order; [] where the file is silent about hosts, null where Go gives it up as unreadable. */
export function parseNameSwitch(text: string): readonly NameSwitchSource[] | null {
  const hosts: NameSwitchSource[] = [];
  for (const raw of text.split('\n')) {
    const line = (raw.split('#', 1)[0] ?? '').trim();
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon < 0) return null;
    const sources = parseSources(line.slice(colon + 1));
    if (sources === null) return null;
    // One by one: a line may hold more sources than a call takes arguments.
    if (line.slice(0, colon).trim() === 'hosts') for (const source of sources) hosts.push(source);
  }
  return hosts;
}

/** A source, and criteria in brackets or none. Only U+0020 ends a source: with a tab behind it Go reads one long word. */
const SOURCE = /\s*([^ ]+) *(?:\[([^\]]*)(\]?))?/y;

/** `files mdns4_minimal [NOTFOUND=return] dns`. */
function parseSources(text: string): readonly NameSwitchSource[] | null {
  const sources: NameSwitchSource[] = [];
  const trimmed = text.trim();
  for (let at = 0; at < trimmed.length; at = SOURCE.lastIndex) {
    SOURCE.lastIndex = at;
    const match = SOURCE.exec(trimmed);
    if (match === null) return sources;
    const [, source = '', brackets, end] = match;
    const criteria = brackets === undefined ? [] : brackets.split(/\s+/).filter((one) => one !== '');
    if (end === '' || criteria.some((one) => one.replace(/^!/, '').length < 3 || !one.includes('='))) return null;
    sources.push({ source, standard: criteria.every((one, index) => isStandard(one, index === criteria.length - 1)) });
  }
  return sources;
}

/** nssCriterion.standardStatusAction: what glibc does without any criterion. */
function isStandard(criterion: string, isLast: boolean): boolean {
  const [status = '', action = ''] = criterion.toLowerCase().split(/=(.*)/s, 2);
  if (!['success', 'notfound', 'unavail', 'tryagain'].includes(status)) return false;
  return (isLast && action === 'return') || action === (status === 'success' ? 'return' : 'continue');
}
