/** What go would send to each entry of a list: its settings read once, its helpers run where that is allowed. */
import type { Files } from '../../base/files.ts';
import { type Credentials, credentialsFor, type KnownCredentials } from './credentials.ts';
import { type GoauthCommand, type GoauthFault, parseGoauth } from './goauth/goauth.ts';
import { type GoauthAnswer, type GoauthRun, type GoauthTrouble, runGoauth } from './goauth/goauthRun.ts';
import { type MatchRule, matchRule } from './matchRule.ts';
import { type NetrcFile, readNetrcFile } from './netrc/netrcFile.ts';
import { type NetrcMiss, netrcMiss } from './netrc/netrcMiss.ts';

export interface CredentialRequest extends GoauthRun {
  /** As go prints it; null where it is not known. */
  readonly goVersion: string | null;
  /** The effective value; '' for go's default. */
  readonly goauth: string;
  /** False: git and custom commands stay unrun (in the background, and in an untrusted workspace). */
  readonly mayRun: boolean;
  readonly files: Files;
}

/** What is known of an entry's credentials. `credentials.headers` is the only secret in it. */
export interface EntryCredentials {
  readonly credentials: Credentials;
  /** Go ends at its first https request because of it. */
  readonly goauthFault: GoauthFault | null;
  /** What stands before the first blank of each command of GOAUTH that granted nothing, `git` among them, and why. */
  readonly troubles: readonly { readonly command: string; readonly trouble: GoauthTrouble }[];
  /** Why netrc gave nothing; null where it did, where go does not look into it, and where something else gave some. */
  readonly netrcMiss: NetrcMiss | null;
  /** The file that go reads; null where GOAUTH leaves it out, or no home is known. */
  readonly netrcPath: string | null;
  /** What it gave for this entry every user of this machine may read. */
  readonly netrcIsOpen: boolean;
  /** A command of GOAUTH that may have given some was not run. */
  readonly isUnknown: boolean;
}

/**
 * Returns one for each of `urls`, in their order; nothing is read or run where none of them is https. Rejects only when aborted.
 * Commands are run for one URL after the other, within the one deadline.
 */
export async function entryCredentials(
  urls: readonly string[],
  request: CredentialRequest,
): Promise<readonly EntryCredentials[]> {
  if (!urls.some(isSecure)) return urls.map(() => NONE);
  const rule = matchRule(request.goVersion);
  const parsed = rule === 'host' ? parseGoauth('', request.platform) : parseGoauth(request.goauth, request.platform);
  if (!parsed.ok) return urls.map((url) => (isSecure(url) ? { ...NONE, goauthFault: parsed.error } : NONE));
  const goauth = parsed.value;
  for (const command of goauth) {
    const isFolder = command.kind !== 'git' || (await request.programs.kind(command.folder)) === 'directory';
    if (!isFolder) return urls.map((url) => (isSecure(url) ? { ...NONE, goauthFault: 'git-no-directory' } : NONE));
  }
  const readsNetrc = goauth.some(({ kind }) => kind === 'netrc');
  const file = readsNetrc ? await readNetrcFile({ ...request, rule }) : null;
  const end = request.clock.monotonic() + request.deadline;
  const all: EntryCredentials[] = [];
  for (const url of urls) {
    const run = { ...request, deadline: end - request.clock.monotonic() };
    all.push(isSecure(url) ? await ofEntry(url, { rule, goauth, file }, run) : NONE);
  }
  request.signal.throwIfAborted();
  return all;
}

const NONE: EntryCredentials = {
  credentials: { headers: null, source: null },
  goauthFault: null,
  troubles: [],
  netrcMiss: null,
  netrcPath: null,
  netrcIsOpen: false,
  isUnknown: false,
};

interface Settings {
  readonly rule: MatchRule;
  readonly goauth: readonly GoauthCommand[];
  readonly file: NetrcFile | null;
}

async function ofEntry(
  url: string,
  { rule, goauth, file }: Settings,
  request: CredentialRequest,
): Promise<EntryCredentials> {
  const known: KnownCredentials = { rule, goauth, netrc: file?.netrc ?? null, grants: new Map() };
  const plain = credentialsFor(url, known);
  // Userinfo would be told to the command, and go asks it only once that was denied.
  const hasCommands = plain.source !== 'url' && goauth.some(({ kind }) => kind !== 'netrc');
  const mayAsk = hasCommands && request.mayRun;
  const answers: ReadonlyMap<number, GoauthAnswer> = mayAsk ? await runGoauth(goauth, url, request) : new Map();
  const grants = new Map([...answers].map(([at, answer]) => [at, answer.grants]));
  const credentials = answers.size === 0 ? plain : credentialsFor(url, { ...known, grants });
  return {
    credentials,
    goauthFault: null,
    troubles: [...answers].flatMap(([at, { trouble }]) =>
      trouble === null ? [] : [{ command: nameOf(goauth[at]), trouble }],
    ),
    netrcMiss: file !== null && credentials.source === null ? netrcMiss(file, url, rule) : null,
    netrcPath: file?.path ?? null,
    netrcIsOpen: file?.isOpen === true && credentials.source === 'netrc',
    isUnknown: hasCommands && !request.mayRun,
  };
}

/** Its arguments may be secrets. */
function nameOf(command: GoauthCommand | undefined): string {
  return command?.kind === 'command' ? (command.words?.[0] ?? '') : (command?.kind ?? '');
}

function isSecure(url: string): boolean {
  return url.startsWith('https://');
}
