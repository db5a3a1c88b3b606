/** The commands of version control systems that go runs: what they are called, and whether they use the network. Pure. */

const REMOTE: Readonly<Record<string, readonly string[]>> = {
  git: ['ls-remote', 'fetch', 'clone', 'pull'],
  hg: ['clone', 'pull', 'identify', 'id', 'incoming'],
  svn: ['list', 'checkout', 'export', 'log', 'info', 'cat'],
  bzr: ['branch', 'pull', 'log'],
  fossil: ['clone', 'pull'],
};

export interface VcsCommand {
  /** `git ls-remote` */
  readonly name: string;
  readonly isRemote: boolean;
}

/** Reads a command as go prints it, its flags and their values left out. Total and linear. */
export function readVcsCommand(text: string): VcsCommand {
  const [program = '', ...words] = text.slice(0, 2_000).split(' ');
  let at = 0;
  // `git -c NAME=VALUE fetch`: the one flag with a value that go gives before the verb.
  while (words[at]?.startsWith('-')) at += words[at] === '-c' ? 2 : 1;
  const verb = words[at] ?? '';
  const isRemote = Object.hasOwn(REMOTE, program) && REMOTE[program]?.includes(verb) === true;
  return { name: `${program} ${verb}`.trim(), isRemote };
}
