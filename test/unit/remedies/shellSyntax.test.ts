/** A variable for a session and for one command: by text for the shells of Windows, by running the others. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  commandLineWith,
  type ShellKind,
  sessionLine,
  shellKind,
  withoutVariables,
} from '../../../src/remedies/shellSyntax.ts';

const LIST = 'https://a.example|https://b.example,direct';
const VALUES = [
  LIST,
  'https://a.example',
  '',
  "it's",
  "''a''",
  '$HOME',
  '`id`$(id)',
  'a\\b\\\\',
  "\\'",
  'a b  c',
  'https://a.example/%41,direct',
  '"x"',
  '!x ~ * ; & | < > # { } [ ]',
  'set -gx GOPROXY',
  '例え.jp',
];
const COMMANDS = [
  'printenv GOPROXY',
  'true && printenv GOPROXY',
  'cd /; printenv GOPROXY',
  'printenv GOPROXY | cat',
  'sh -c \'printenv GOPROXY; echo "$0"\' | head -n 1',
  'sh -c \'printf "%s\\n" "$0"\' "$GOPROXY"',
];

const home = mkdtempSync(join(tmpdir(), 'go-proxy-shells-'));
after(() => rmSync(home, { recursive: true, force: true }));

describe('shellSyntax', () => {
  it('knows a shell by its name, its path and its program', () => {
    const rows: readonly (readonly [string, ShellKind | null])[] = [
      ['bash', 'posix'],
      ['/usr/bin/zsh', 'posix'],
      ['/bin/dash', 'posix'],
      ['gitbash', 'posix'],
      ['/opt/homebrew/bin/fish', 'fish'],
      ['pwsh', 'powershell'],
      ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'powershell'],
      ['C:\\WINDOWS\\system32\\CMD.EXE', 'cmd'],
      ['nu', null],
      ['constructor', null],
      ['', null],
    ];
    for (const [name, kind] of rows) assert.equal(shellKind(name), kind, name);
  });

  describe('by text', () => {
    const rows: readonly (readonly [shell: ShellKind, value: string, session: string, once: string])[] = [
      [
        'powershell',
        LIST,
        `$env:GOPROXY = '${LIST}'`,
        `& { $old = $env:GOPROXY; $env:GOPROXY = '${LIST}'; try { a && b } finally { $env:GOPROXY = $old } }`,
      ],
      [
        'powershell',
        'it’s $x',
        `$env:GOPROXY = 'it’’s $x'`,
        `& { $old = $env:GOPROXY; $env:GOPROXY = 'it’’s $x'; try { a && b } finally { $env:GOPROXY = $old } }`,
      ],
      [
        'cmd',
        LIST,
        `set "GOPROXY=${LIST}"`,
        // The outer cmd takes `"set "` for quoted and what follows for not.
        'cmd /s /c "set "GOPROXY=https://a.example^|https://b.example,direct" && a && b"',
      ],
      ['cmd', 'a"&calc', 'set "GOPROXY=a%22&calc"', 'cmd /s /c "set "GOPROXY=a%22^&calc" && a && b"'],
    ];
    for (const [shell, value, session, once] of rows) {
      it(`${shell}: ${value}`, () => {
        assert.equal(sessionLine(shell, 'GOPROXY', value), session);
        assert.equal(commandLineWith(shell, 'GOPROXY', value, 'a && b'), once);
      });
    }

    it('keeps the quotes of a command apart from those of cmd', () => {
      assert.equal(
        commandLineWith('cmd', 'GOPROXY', 'x', 'go test -run "a|b" && go vet'),
        'cmd /s /c "set "GOPROXY=x" && go test -run "a^|b" && go vet"',
      );
    });

    it('puts the variable right before one program, and wraps the rest', () => {
      assert.equal(commandLineWith('posix', 'GOPROXY', LIST, 'go mod tidy'), `GOPROXY='${LIST}' go mod tidy`);
      assert.equal(commandLineWith('fish', 'GOPROXY', LIST, 'go mod tidy'), `GOPROXY='${LIST}' go mod tidy`);
      for (const command of ['a && b', 'a; b', 'a | b', 'time a', '! a', 'if a; then b; fi', 'a `b`', '[[ a ]]']) {
        assert.equal(commandLineWith('posix', 'GOPROXY', 'x', command), `(export GOPROXY=x; ${command})`);
      }
      for (const command of ['not a', 'begin; a; end', 'a; and b']) {
        assert.equal(commandLineWith('fish', 'GOPROXY', 'x', command), `begin; set -lx GOPROXY 'x'; ${command}; end`);
      }
    });
  });

  describe('run by the shell', () => {
    const shells: readonly (readonly [program: string, shell: ShellKind, options: readonly string[]])[] = [
      ['bash', 'posix', ['--norc', '--noprofile', '-c']],
      ['dash', 'posix', ['-c']],
      ['sh', 'posix', ['-c']],
      ['zsh', 'posix', ['-f', '-c']],
      ['fish', 'fish', ['--no-config', '-c']],
    ];
    for (const [program, shell, options] of shells) {
      const run = (script: string) =>
        execFileSync(program, [...options, script], { encoding: 'utf8', timeout: 10_000, env: environment() });

      describe(program, () => {
        before(function () {
          if (spawnSync(program, [...options, 'true']).error !== undefined) this.skip();
        });

        it('gives the command the value, and the session keeps its own', () => {
          const lines = VALUES.flatMap((value) =>
            COMMANDS.map((command) => [value, commandLineWith(shell, 'GOPROXY', value, command)] as const),
          );
          const script = lines.map(([, line]) => `${line}\nprintenv GOPROXY\n`).join('');
          assert.deepEqual(run(`${sessionLine(shell, 'GOPROXY', 'mine')}\n${script}`).split('\n'), [
            ...lines.flatMap(([value]) => [value, 'mine']),
            '',
          ]);
        });

        it('leaves a variable unset that was not set', () => {
          for (const command of COMMANDS.slice(0, 2)) {
            const line = commandLineWith(shell, 'GOPROXY', LIST, command);
            assert.equal(run(`${line}\nprintenv GOPROXY || echo none`), `${LIST}\nnone\n`, line);
          }
        });

        it('sets the value for the session', () => {
          const script = VALUES.map((value) => `${sessionLine(shell, 'GOPROXY', value)}\nprintenv GOPROXY\n`).join('');
          assert.deepEqual(run(script).split('\n'), [...VALUES, '']);
        });

        it('tells how the command ended', () => {
          for (const command of ['sh -c "exit 3"', 'true; sh -c "exit 3"']) {
            const line = commandLineWith(shell, 'GOPROXY', LIST, command);
            assert.equal(spawnSync(program, [...options, line], { env: environment() }).status, 3, line);
          }
        });
      });
    }

    it('expands no history in an interactive bash', function () {
      const ask = (input: string) =>
        spawnSync('bash', ['--norc', '--noprofile', '-i'], { input, encoding: 'utf8', env: environment() });
      if (ask('true\n').error !== undefined) this.skip();
      const line = commandLineWith('posix', 'GOPROXY', 'a!!b!$', 'printenv GOPROXY');
      assert.equal(ask(`set -o histexpand\necho one\n${line}\n`).stdout, 'one\na!!b!$\n');
    });
  });

  describe('withoutVariables', () => {
    it('takes off what commandLineWith put around a command', () => {
      const commands = [
        ...COMMANDS,
        'go mod tidy',
        'go test -run "a|b" ./...',
        "go list -f '{{.Path}}'",
        'a & b',
        'x ^& y',
      ];
      for (const shell of ['posix', 'fish', 'powershell', 'cmd'] as const) {
        for (const value of [...VALUES, 'a && b', 'x; try { y', 'a" && "b']) {
          for (const command of commands) {
            const line = commandLineWith(shell, 'GOPROXY', value, command);
            assert.equal(withoutVariables(line), command, line);
            assert.equal(withoutVariables(`  ${line} `), command, line);
          }
        }
      }
    });

    it('takes off a list that a user typed, and leaves all else', () => {
      const rows: readonly (readonly [string, string])[] = [
        ['go mod tidy', 'go mod tidy'],
        ["GOPROXY='a|b' go mod tidy", 'go mod tidy'],
        ['GOPROXY="a|b" go mod tidy', 'go mod tidy'],
        ['GOPROXY=a\\|b  go mod tidy', 'go mod tidy'],
        ['GOPROXY= go mod tidy', 'go mod tidy'],
        ['CGO_ENABLED=0 GOPROXY=off GOOS=windows go build', 'CGO_ENABLED=0 GOOS=windows go build'],
        ['CGO_ENABLED=0 go build', 'CGO_ENABLED=0 go build'],
        ['GOPROXY=off', 'GOPROXY=off'],
        ['GOPROXY=off ', 'GOPROXY=off'],
        ["GOPROXY='off go build", "GOPROXY='off go build"],
        ['MYGOPROXY=off go build', 'MYGOPROXY=off go build'],
        ['go env -w GOPROXY=off', 'go env -w GOPROXY=off'],
        ['(export GOPROXY=a; b', '(export GOPROXY=a; b'],
        ['(export GOPROXY=a)', '(export GOPROXY=a)'],
        ['begin; set -lx GOPROXY a; end', 'begin; set -lx GOPROXY a; end'],
        ['cmd /s /c "go build"', 'cmd /s /c "go build"'],
        ['', ''],
      ];
      for (const [line, command] of rows) assert.equal(withoutVariables(line), command, line);
    });

    it('is total, and its own inverse for any value and command', () => {
      const text = fc.string({ unit: fc.constantFrom(...'\'"\\^&|; $()=a%!', 'GOPROXY=', ' && ') });
      const shells = fc.constantFrom<ShellKind>('posix', 'fish', 'powershell', 'cmd');
      fc.assert(
        fc.property(shells, text, text, (shell, value, some) => {
          assert.equal(typeof withoutVariables(some), 'string');
          const command = `go ${some}`.trim();
          const line = commandLineWith(shell, 'GOPROXY', value, command);
          // A backslash before a quote may mean either in fish and in its like; no list has one.
          if (shell !== 'fish' || !value.includes("'")) assert.equal(withoutVariables(line), command, line);
        }),
        { numRuns: 2000 },
      );
    });

    it('is linear on what is made to be slow', () => {
      for (const bait of ["GOPROXY='", "A=a'", 'A="\\"', '(export GOPROXY=', 'A= ', "GOPROXY='x'\\''", ' && "', '^"']) {
        for (const head of ['', '(export GOPROXY=', 'begin; set -lx GOPROXY ', 'cmd /s /c "set "GOPROXY=']) {
          const line = `${head}${bait.repeat((1 << 20) / bait.length - 32)}"`;
          assert.equal(typeof withoutVariables(line), 'string');
        }
      }
      assert.equal(withoutVariables('A=a '.repeat(1 << 20)).length, (4 << 20) - 1);
    });
  });
});

/** Nothing of the machine's but where its programs are; shells write their history and settings into HOME. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8' };
}
