/** What is wrong with the names of a host: a sentence for each failure that dnsFailures makes. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';
import { together } from '../../together.ts';

/** Returns a sentence that names who said what. */
export function dnsSentence({ code, detail, facts: given }: NetworkFailure): string {
  const facts = new Facts(given);
  const name = facts.of('name');
  if (code === 'dns-hijack') return hijackSentence(detail, name, facts);
  switch (detail) {
    case 'dns-one-server-dead':
      return given.seconds === '0'
        ? l10n.t(
            'One of {0} name servers, {1}, does not answer; go does not ask it first.',
            facts.of('count'),
            facts.of('server'),
          )
        : l10n.t(
            'One of {0} name servers, {1}, does not answer: go waits {2} s for it before it asks the next, at every look-up.',
            facts.of('count'),
            facts.of('server'),
            facts.of('seconds'),
          );
    case 'dns-one-server-odd':
      return oddSentence(given.outcome, name, facts);
    case 'dns-slow':
      return l10n.t(
        'The name server {0} took {1} to answer for {2}: go asks anew for every connection.',
        facts.of('server'),
        duration(Number(given.ms)),
        name,
      );
    case 'dns-split-horizon':
      return l10n.t(
        '{0} is {1} on this network, by the name server {2}, and {3} elsewhere, by {4}: with a VPN switched off it means another host.',
        name,
        facts.of('address'),
        facts.of('server'),
        facts.of('expected'),
        facts.of('independent'),
      );
    case 'dns-family-silent':
      return l10n.t(
        'The name server {0} does not answer questions for {1} records of {2}: go asks for both kinds and waits {3} s.',
        facts.of('server'),
        facts.of('family'),
        name,
        facts.of('seconds'),
      );
    case 'dns-search-domain':
      return l10n.t(
        '{0} was looked up as {1}, because of a search domain of this network, and means {2} here.',
        name,
        facts.of('searched'),
        facts.of('address'),
      );
    default:
      return together(brokenSentence(detail, name, facts), ...beside(detail, given, facts));
  }
}

/** One server of several: what it does, and what that would mean if the others were not there. */
function oddSentence(outcome: string | undefined, name: string, facts: Facts): string {
  const [count, server] = [facts.of('count'), facts.of('server')];
  switch (outcome) {
    case 'refused':
      return l10n.t(
        'One of {0} name servers, {1}, refuses to answer for {2}; go gets on with the others.',
        count,
        server,
        name,
      );
    case 'unreachable':
      return l10n.t('One of {0} name servers, {1}, cannot be reached; go gets on with the others.', count, server);
    case 'no-such-name':
    case 'no-addresses':
      return l10n.t(
        'One of {0} name servers, {1}, knows no address of {2}: where go comes to it first, that is the end of the look-up.',
        count,
        server,
        name,
      );
    default:
      return l10n.t(
        'One of {0} name servers, {1}, fails for {2}, or answers with what cannot be read; go gets on with the others.',
        count,
        server,
        name,
      );
  }
}

function hijackSentence(detail: string, name: string, facts: Facts): string {
  if (detail === 'hosts-override') {
    return l10n.t(
      'Line {0} of {1} says that {2} is {3}; the name servers say {4}.',
      facts.of('line'),
      facts.of('file'),
      name,
      facts.of('address'),
      facts.of('dns'),
    );
  }
  const claim = l10n.t(
    'The name server {0} says that {1} is {2}, {3}.',
    facts.of('server'),
    name,
    facts.of('address'),
    kindText(facts.of('kind')),
  );
  if (!facts.has('independent')) return claim;
  return together(claim, l10n.t('{0} says {1}.', facts.of('independent'), facts.of('expected')));
}

function kindText(kind: string): string {
  switch (kind) {
    case 'sinkhole':
      return l10n.t('an address that filters put in the place of what they block');
    case 'loopback':
      return l10n.t('this machine itself');
    case 'private':
      return l10n.t('an address of a private network');
    default:
      return l10n.t('an address that no host on the internet has');
  }
}

function brokenSentence(detail: string, name: string, facts: Facts): string {
  const server = facts.of('server');
  switch (detail) {
    case 'dns-no-such-host':
      if (facts.has('order'))
        return l10n.t('{0} is not in the hosts file, and nsswitch.conf keeps go from asking name servers.', name);
      if (facts.has('resolver') && server === '') return l10n.t('The system’s look-up knows no address of {0}.', name);
      return server === ''
        ? l10n.t('{0} is no name that a name server could be asked for.', name)
        : l10n.t('The name server {0} knows no address of {1}.', server, name);
    case 'dns-timeout':
      return server === ''
        ? l10n.t('The system’s look-up of {0} does not end in time.', name)
        : l10n.t('The name server {0} does not answer when it is asked for {1}.', server, name);
    case 'dns-resolver-unreachable':
      return l10n.t(
        'The name server {0} cannot be reached: nothing listens there, or there is no route to it.',
        server,
      );
    case 'dns-server-refused':
      return l10n.t('The name server {0} refuses to answer for {1}: it serves others only.', server, name);
    default:
      return l10n.t(
        'The name server {0} reports a failure for {1}, or answers with what cannot be read.',
        server,
        name,
      );
  }
}

/** What else is known about a look-up that failed. */
function beside(detail: string, given: NetworkFailure['facts'], facts: Facts): readonly string[] {
  const sentences: string[] = [];
  if (facts.has('own') && facts.has('server') && detail === 'dns-no-such-host')
    sentences.push(l10n.t('By its name it belongs to a network of your own, which may need its VPN.'));
  if (given.problem === 'cname-loop') sentences.push(l10n.t('Its aliases lead round in a circle.'));
  if (given.transport === 'tcp')
    sentences.push(l10n.t('The answer is too long for a packet, and has to be asked for over TCP.'));
  if (facts.has('servers')) sentences.push(l10n.t('Set are: {0}.', facts.of('servers')));
  if (facts.has('upstreams'))
    sentences.push(l10n.t('Those that it asks itself give no answer: {0}.', facts.of('upstreams')));
  if (facts.has('independent')) {
    sentences.push(l10n.t('{0} knows it: {1}.', facts.of('independent'), facts.of('address')));
  }
  if (given.netdns === 'netdns') sentences.push(l10n.t('GODEBUG=netdns=go: go asks it past the system.'));
  if (given.netdns === 'netdns-without-cgo') {
    sentences.push(
      l10n.t('GODEBUG=netdns=cgo has no effect: this go was built without cgo, and looks names up itself.'),
    );
  }
  if (facts.has('resolver')) sentences.push(l10n.t('Here go leaves names to the system ({0}).', facts.of('reason')));
  return sentences;
}

/** Facts come from configuration files and from the network. */
class Facts {
  readonly #given: NetworkFailure['facts'];

  constructor(given: NetworkFailure['facts']) {
    this.#given = given;
  }

  of(name: string): string {
    return inert(this.#given[name] ?? '', 253);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#given, name);
  }
}
