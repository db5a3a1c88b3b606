/** How each shell sets a variable: for its session, or for one command. */

export type ShellKind = 'posix' | 'fish' | 'powershell' | 'cmd';

/** Names that VS Code gives (`Terminal.state.shell`) and that programs have, without `.exe`. */
const KINDS: Readonly<Record<string, ShellKind>> = {
  ash: 'posix',
  bash: 'posix',
  dash: 'posix',
  gitbash: 'posix',
  ksh: 'posix',
  sh: 'posix',
  wsl: 'posix',
  zsh: 'posix',
  fish: 'fish',
  pwsh: 'powershell',
  powershell: 'powershell',
  cmd: 'cmd',
};

/** Returns the kind of the shell that a name or a path tells, or null for one whose syntax is not known here. */
export function shellKind(nameOrPath: string): ShellKind | null {
  const name = (nameOrPath.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
  return Object.hasOwn(KINDS, name) ? (KINDS[name] ?? null) : null;
}

/** Returns the line that sets `name` for the rest of the session. `value` holds no control characters. */
export function sessionLine(shell: ShellKind, name: string, value: string): string {
  switch (shell) {
    case 'posix':
      return `export ${name}=${quote(shell, value)}`;
    case 'fish':
      return `set -gx ${name} ${quote(shell, value)}`;
    case 'powershell':
      return `$env:${name} = ${quote(shell, value)}`;
    case 'cmd':
      // A quotation mark would end the quoting; in a URL this is the same.
      return `set "${name}=${value.replaceAll('"', '%22')}"`;
  }
}

/**
 * Returns `command` with `name` set for it alone: the session keeps its own value. A command of several parts (`a && b`) is
 * wrapped whole; cmd starts a second cmd for it.
 */
export function commandLineWith(shell: ShellKind, name: string, value: string, command: string): string {
  const session = sessionLine(shell, name, value);
  if (shell === 'cmd') {
    // Two of them read the line: to the outer one the quotes of the whole and of the value pair otherwise.
    return CMD + inCmd(`"${session} && ${command}"`);
  }
  if (shell !== 'powershell' && isSimple(command)) return `${name}=${quote(shell, value)} ${command}`;
  const { head, middle, tail } = wrapping(shell, name);
  return head + quote(shell, value) + middle + command + tail;
}

const CMD = 'cmd /s /c ';

/** What stands before and behind the value, and behind the command. */
function wrapping(shell: Exclude<ShellKind, 'cmd'>, name: string): { head: string; middle: string; tail: string } {
  switch (shell) {
    case 'posix':
      return { head: `(export ${name}=`, middle: '; ', tail: ')' };
    case 'fish':
      return { head: `begin; set -lx ${name} `, middle: '; ', tail: '; end' };
    case 'powershell':
      return {
        head: `& { $old = $env:${name}; $env:${name} = `,
        middle: '; try { ',
        tail: ` } finally { $env:${name} = $old } }`,
      };
  }
}

/** The variable that commands are run again with; the user's own before a command belong to it. */
const OURS = 'GOPROXY';

/** As quote() writes a value. */
const QUOTED: Readonly<Record<Exclude<ShellKind, 'cmd'>, RegExp>> = {
  posix: /[\w@%+=:,./-]+|'[^']*'(?:\\''[^']*')*/y,
  fish: /'[^'\\]*(?:\\.[^'\\]*)*'/y,
  powershell: /'[^']*(?:''[^']*)*'/y,
};

/** One variable before a command, as people write it too: in bash and its like, else in fish. */
const ASSIGNMENTS = [
  /[A-Za-z_]\w*=(?:[^\s'"\\]|\\.|'[^']*'|"[^"\\]*(?:\\.[^"\\]*)*")*\s+/y,
  /[A-Za-z_]\w*=(?:[^\s'"\\]|\\.|'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*")*\s+/y,
];

/** No shell takes more. */
const LONGEST = 1 << 20;

/** Takes off what commandLineWith put around a command to give it a GOPROXY, so that the command is known again. Total and linear. */
export function withoutVariables(command: string): string {
  const bare = command.trim();
  if (bare.length > LONGEST) return bare;
  const inner = unwrapped(bare);
  return inner ?? withoutPrefix(bare);
}

function unwrapped(command: string): string | null {
  for (const shell of ['posix', 'fish', 'powershell'] as const) {
    const { head, middle, tail } = wrapping(shell, OURS);
    if (!command.startsWith(head) || !command.endsWith(tail)) continue;
    const start = endOf(QUOTED[shell], command, head.length);
    if (start < 0 || !command.startsWith(middle, start)) continue;
    return command.slice(start + middle.length, -tail.length).trim();
  }
  if (!command.startsWith(CMD)) return null;
  const line = outOfCmd(command.slice(CMD.length));
  const head = `"set "${OURS}=`;
  const close = line.startsWith(head) && line.endsWith('"') ? line.indexOf('" && ', head.length) : -1;
  return close < 0 ? null : line.slice(close + '" && '.length, -1).trim();
}

function withoutPrefix(command: string): string {
  for (const assignment of ASSIGNMENTS) {
    const kept: string[] = [];
    let at = 0;
    let isFound = false;
    for (let end = endOf(assignment, command, at); end >= 0; end = endOf(assignment, command, at)) {
      const text = command.slice(at, end);
      if (text.startsWith(`${OURS}=`)) isFound = true;
      else kept.push(text);
      at = end;
    }
    if (isFound) return kept.join('') + command.slice(at);
  }
  return command;
}

/** Returns where the match at `at` ends, or -1. */
function endOf(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  const found = sticky.exec(text);
  return found === null ? -1 : at + found[0].length;
}

/** One program with its arguments: a variable before it reaches all of it, and no part of it is read before that is set. */
function isSimple(command: string): boolean {
  return (
    !/[;&|()<>`{}$\n]/.test(command) &&
    !/^\s*(?:if|for|while|until|case|select|repeat|function|coproc|time|not|and|or|begin|!|\[\[)(?:\s|$)/.test(command)
  );
}

/** A GOPROXY list may be full of `|`, which every shell takes for a pipe. */
function quote(shell: Exclude<ShellKind, 'cmd'>, value: string): string {
  switch (shell) {
    case 'posix':
      return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
    case 'fish':
      return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'powershell':
      // Typographic ones end a string there too.
      return `'${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
  }
}

/** Outside of quotes cmd obeys these; a caret takes their meaning away. Inside, a caret would stay. */
function inCmd(line: string): string {
  let isQuoted = false;
  return line.replace(/["&|<>^()]/g, (char) => {
    if (char === '"') isQuoted = !isQuoted;
    return isQuoted || char === '"' ? char : `^${char}`;
  });
}

/** Undoes inCmd. */
function outOfCmd(line: string): string {
  let isQuoted = false;
  return line.replace(/"|\^(.?)/g, (text, escaped?: string) => {
    if (isQuoted && text.startsWith('^')) {
      if (escaped === '"') isQuoted = false;
      return text;
    }
    if (text === '"') isQuoted = !isQuoted;
    return escaped ?? text;
  });
}
