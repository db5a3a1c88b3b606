/** go takes staged modules into a throw-away cache: what it refuses there the real one never sees. */
import path from 'node:path';
import type { GoCall } from '../../../gocmd/goCommand.ts';
import type { CheckedModule } from '../prove/checkStaged.ts';
import { type Judgement, judgeStaged, type Refusal } from '../prove/judgeStaged.ts';
import type { Proof } from '../prove/proveModules.ts';
import { nameOf, type TakenModule, takeStaged } from './takeStaged.ts';

export interface TryRequest {
  readonly stage: string;
  /** An existing folder for go's cache. */
  readonly folder: string;
  readonly proofs: ReadonlyMap<CheckedModule, Proof>;
  /** The plain name and key of the database; `off` where there is none. */
  readonly gosumdb: string;
  /** The text of the user's go.sum; null for none. */
  readonly goSum: string | null;
  /** The user's yes to what nobody vouches for. */
  readonly unproved: boolean;
}

/** Good where `refusal` and `words` are null. */
export interface TriedModule {
  readonly checked: CheckedModule;
  readonly proof: 'go.sum' | 'database' | null;
  readonly refusal: Refusal | null;
  /** go's own, where it refused. */
  readonly words: string | null;
}

interface Member {
  readonly checked: CheckedModule;
  readonly judgement: Exclude<Judgement, { kind: 'refuse' }>;
}

/** One answer a module, in their order. Rejects only when aborted. */
export async function tryStaged(
  modules: readonly CheckedModule[],
  request: TryRequest,
  call: Omit<GoCall, 'cwd'>,
  onProgress: (done: number, all: number) => void,
): Promise<TriedModule[]> {
  const answers = new Map<CheckedModule, TriedModule>();
  const members: Member[] = [];
  for (const checked of modules) {
    const judgement = judgeStaged(checked, request.proofs.get(checked) ?? null, request.unproved);
    if (judgement.kind !== 'refuse') members.push({ checked, judgement });
    else answers.set(checked, { checked, proof: null, refusal: judgement.refusal, words: null });
  }
  const groups = grouped(members);
  for (const [at, group] of groups.entries()) {
    onProgress(at, groups.length);
    const folder = path.join(request.folder, `group-${at}`);
    for (const one of await tryGroup(group, folder, request, call)) answers.set(one.checked, one);
  }
  return modules.map((checked) => answers.get(checked) as TriedModule);
}

/** Modules that go takes in one run, as the same settings fit them. */
function grouped(members: readonly Member[]): Member[][] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const { judgement, checked } = member;
    // A mismatch with go.sum ends go with all that it was asked.
    const key = judgement.kind === 'show' ? nameOf(checked) : `${judgement.proxy} ${judgement.proof}`;
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()];
}

async function tryGroup(
  members: readonly Member[],
  folder: string,
  { stage, goSum, ...request }: TryRequest,
  call: Omit<GoCall, 'cwd'>,
): Promise<TriedModule[]> {
  const { judgement } = members[0] as Member;
  const gosumdb = judgement.kind === 'take' && judgement.proof === null ? 'off' : request.gosumdb;
  const taking = {
    proxies: [...(judgement.proxy === null ? [] : [judgement.proxy]), stage],
    gosumdb,
    goSum: members.map(({ checked }) => linesOf(checked, goSum)).join(''),
    folder: path.join(folder, 'work'),
  };
  const env = {
    ...call.env,
    // Of its own: the head of the database's tree that go remembers there would need tiles that no stage has.
    GOPATH: path.join(folder, 'gopath'),
    GOMODCACHE: path.join(folder, 'cache'),
    GOFLAGS: '-modcacherw',
  };
  const modules = members.map(({ checked }) => checked);
  const tried = await takeStaged(modules, taking, { ...call, env });
  return members.map((member, at) => answerOf(member, tried[at]));
}

/** Our own judgement and go's: both have to be good. */
function answerOf({ checked, judgement }: Member, tried: TakenModule | undefined): TriedModule {
  const words = tried === undefined ? 'no answer' : tried.error;
  if (judgement.kind === 'show') return { checked, proof: null, refusal: judgement.refusal, words };
  const isOther = words === null && checked.hasZip && tried?.sum !== checked.zip;
  const refusal = isOther ? ({ code: 'bad-content', detail: 'corrupt-entry' } as const) : null;
  return { checked, proof: judgement.proof, refusal, words };
}

/** What go.sum says of the version, and nothing else of it: a line that go cannot read would stop it. */
function linesOf({ module, version }: CheckedModule, goSum: string | null): string {
  const starts = [`${module} ${version} h1:`, `${module} ${version}/go.mod h1:`];
  const own = (goSum ?? '').split(/\r?\n/).filter((line) => starts.some((start) => line.startsWith(start)));
  return own.map((line) => `${line.trimEnd()}\n`).join('');
}
