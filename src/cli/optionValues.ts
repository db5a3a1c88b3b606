/** Reads the values of options; a wrong one is told in our own words. */
import { InvalidArgumentError } from 'commander';
import type { ModuleQuery } from '../goproxy/module/version.ts';
import { parseNameServer } from '../net/dns/nameServer.ts';
import { inert } from '../text/inert.ts';
import { commandText } from '../text/words/command/commandText.ts';
import { relayHelp } from '../text/words/command/relayText.ts';
import { watchHelp } from '../text/words/command/watchText.ts';
import { changeHelp } from '../text/words/remedy/changeText.ts';
import { moduleArgument } from './host.ts';

const MAX_TIMEOUT = 600_000;
/** Seconds. */
const MAX_INTERVAL = 3_600;

export function collectModule(text: string, before: readonly ModuleQuery[] | undefined): readonly ModuleQuery[] {
  return [...(before ?? []), moduleArgument(text)];
}

export function milliseconds(text: string): number {
  const ms = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (ms >= 1 && ms <= MAX_TIMEOUT) return ms;
  throw new InvalidArgumentError(commandText.notATime(inert(text, 80)));
}

export function seconds(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= MAX_INTERVAL) return Number(text);
  throw new InvalidArgumentError(watchHelp.notAnInterval(inert(text, 80)));
}

export function portNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError(relayHelp.notAPort(inert(text, 80)));
}

export function cacheSize(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(relayHelp.notASize(inert(text, 80)));
}

export function collectMirror(text: string, before: readonly string[] | undefined): readonly string[] {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return [...(before ?? []), text];
  throw new InvalidArgumentError(relayHelp.notAUrl(inert(text, 80)));
}

export function nameServer(text: string): string {
  if (parseNameServer(text) !== null) return text;
  throw new InvalidArgumentError(commandText.notAResolver(inert(text, 80)));
}

export function entryNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(changeHelp.notANumber(inert(text, 80)));
}
