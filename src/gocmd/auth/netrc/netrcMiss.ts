/** Why the netrc file holds nothing for a URL, though it may look as if it did. Pure. */
import type { MatchRule } from '../matchRule.ts';
import type { NetrcFile } from './netrcFile.ts';

/**
 * In the order they are looked for. `too-large`: we did not read all of it · `unreadable` · `no-password`, `no-login`: go drops the
 * entry · `port-mismatch`: an entry for the host with another port, or none · `name-case`: one whose letters differ in case ·
 * `path-mismatch`: one with a path that go does not compare, or that the URL has not · `byte-order-mark`: the first word of the file is
 * spoilt · `endless-macro`, `unread`: the entry stands where go does not read · `default-ignored`: there is a `default` entry only ·
 * `no-entry` · `no-file`.
 */
export interface NetrcMiss {
  readonly reason:
    | 'too-large'
    | 'unreadable'
    | 'no-password'
    | 'no-login'
    | 'port-mismatch'
    | 'name-case'
    | 'path-mismatch'
    | 'byte-order-mark'
    | 'endless-macro'
    | 'unread'
    | 'default-ignored'
    | 'no-entry'
    | 'no-file';
  /** The `machine` at fault; null where none is. Never a secret. */
  readonly machine: string | null;
}

/** Asks for a URL that go found nothing for. `rule` tells how it looks. */
export function netrcMiss({ state, netrc, isCut }: NetrcFile, url: string, rule: MatchRule): NetrcMiss {
  if (state === 'missing') return { reason: 'no-file', machine: null };
  if (state === 'unreadable') return { reason: 'unreadable', machine: null };
  const wanted = hostOf(url);
  const same = (machine: string) => isSame(machine, wanted, rule);
  const lacking = netrc.incomplete.find(({ machine }) => same(machine));
  if (lacking !== undefined) {
    return { reason: lacking.lacks === 'login' ? 'no-login' : 'no-password', machine: lacking.machine };
  }
  const machines = netrc.entries.map(({ machine }) => machine);
  const near = nearMiss(machines, wanted);
  if (near !== null) return near;
  // What the mark spoils is no entry at all, so that its name is not known.
  if (netrc.hasMark) return { reason: 'byte-order-mark', machine: null };
  const unread = netrc.unread.find(same);
  if (unread !== undefined) return { reason: netrc.endlessMacro ? 'endless-macro' : 'unread', machine: unread };
  if (isCut) return { reason: 'too-large', machine: null };
  return { reason: netrc.hasDefault ? 'default-ignored' : 'no-entry', machine: null };
}

/** An entry that a person would take for the host's. */
function nearMiss(machines: readonly string[], wanted: string): NetrcMiss | null {
  const bare = (machine: string) => machine.replace(/^https:\/\//, '');
  const host = (machine: string) => /^[^/]*/.exec(bare(machine))?.[0] ?? '';
  const byName = machines.filter((one) => nameOf(host(one)).toLowerCase() === nameOf(wanted).toLowerCase());
  const withPath = byName.find((one) => host(one) === wanted);
  if (withPath !== undefined) return { reason: 'path-mismatch', machine: withPath };
  const otherCase = byName.find((one) => host(one).toLowerCase() === wanted.toLowerCase());
  if (otherCase !== undefined) return { reason: 'name-case', machine: otherCase };
  const [otherPort] = byName;
  return otherPort === undefined ? null : { reason: 'port-mismatch', machine: otherPort };
}

/** Whether an entry of that machine would count for the host, if it were whole and read. */
function isSame(machine: string, wanted: string, rule: MatchRule): boolean {
  return (rule === 'host' ? machine : machine.replace(/^https:\/\//, '').replace(/\/$/, '')) === wanted;
}

/** The URL's host with the port that it writes. */
function hostOf(url: string): string {
  const authority = /^https:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1);
}

/** The host without its port. */
function nameOf(host: string): string {
  return host.replace(/:\d*$/, '');
}
