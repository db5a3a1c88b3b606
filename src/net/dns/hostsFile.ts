/** The hosts file, as Go reads it (net/hosts.go). */
import { isIP } from 'node:net';

export interface HostsEntry {
  /** Counted from 1. */
  readonly line: number;
  readonly address: string;
}

/** Returns the lines that name `host`, in their order. Any bytes are a hosts file: what is no entry is passed over. */
export function hostsEntries(text: string, host: string): readonly HostsEntry[] {
  const wanted = unrooted(host.toLowerCase());
  return text.split('\n').flatMap((line, index) => {
    // Files that block advertisements have a hundred thousand lines, of which none matters here.
    if (!line.toLowerCase().includes(wanted)) return [];
    const [address = '', ...names] = fieldsOf(line.split('#', 1)[0] ?? '');
    if (isIP(address) === 0) return [];
    return names.some((name) => unrooted(name.toLowerCase()) === wanted) ? [{ line: index + 1, address }] : [];
  });
}

/** Only these four separate: another kind of space is part of a word. */
export function fieldsOf(line: string): readonly string[] {
  return line.split(/[ \r\t\n]+/).filter((field) => field !== '');
}

function unrooted(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
