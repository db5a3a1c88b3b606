/** GOAUTH: its grammar, what its commands print, and that none of them runs where none may. */
import assert from 'node:assert/strict';
import type { ProcessResult } from '../../../../src/base/processes.ts';
import { entryCredentials } from '../../../../src/gocmd/auth/entryCredentials.ts';
import { parseCommandOutput } from '../../../../src/gocmd/auth/goauth/commandOutput.ts';
import { parseGitCredential } from '../../../../src/gocmd/auth/goauth/gitCredential.ts';
import { parseGoauth } from '../../../../src/gocmd/auth/goauth/goauth.ts';
import { quotedWords } from '../../../../src/gocmd/auth/goauth/quotedWords.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { fakeFiles, fakeProcesses, fakePrograms } from '../fakes.ts';

const PARSED: readonly (readonly [value: string, outcome: unknown])[] = [
  ['', [{ kind: 'netrc' }]],
  ['off', []],
  [' netrc ', [{ kind: 'netrc' }]],
  ['git /a;netrc', [{ kind: 'git', folder: '/a' }, { kind: 'netrc' }]],
  ["cmd 'a b' c", [{ kind: 'command', words: ['cmd', 'a b', 'c'] }]],
  ["'cmd", [{ kind: 'command', words: null }]],
  ['netrc;', 'empty-command'],
  [' ', 'empty-command'],
  ['netrc;off', 'off-combined'],
  ['git', 'git-no-folder'],
  ['git /a /b', 'git-no-folder'],
  ['git a', 'git-relative'],
  // The last fault is the one that go tells.
  ['git a;;off', 'off-combined'],
];

describe('parseGoauth', () => {
  for (const [value, outcome] of PARSED) {
    it(JSON.stringify(value), () => {
      const parsed = parseGoauth(value, 'linux');
      assert.deepEqual(parsed.ok ? parsed.value : parsed.error, outcome);
    });
  }

  it('knows a folder of Windows', () => {
    assert.equal(parseGoauth('git C:\\a', 'win32').ok, true);
    assert.equal(parseGoauth('git C:\\a', 'linux').ok, false);
  });
});

describe('quotedWords', () => {
  it('splits as go does', () => {
    assert.deepEqual(quotedWords(`a  "b c"d 'e"f' g'h'`), ['a', 'b c', 'd', 'e"f', "g'h'"]);
    assert.deepEqual(
      [quotedWords(''), quotedWords(' \t'), quotedWords('a "b'), quotedWords("''")],
      [[], [], null, ['']],
    );
  });
});

const OUTPUTS: readonly (readonly [text: string, grants: unknown])[] = [
  ['', []],
  ['https://a.example\n\nX: y\n\n', [{ prefix: 'https://a.example', headers: [['X', 'y']] }]],
  ['https://a.example\nhttps://b.example/c\n\nX: y\nZ:  w \n\n', 2],
  ['https://a.example\n\nX: y\n\nhttps://b.example\n\n\n', 2],
  ['https://a.example\n\nX: é\n\n', [{ prefix: 'https://a.example', headers: [['X', 'Ã©']] }]],
  ['\n\n', []],
  ['\n', null],
  ['junk', null],
  ['a.example\n\nX: y\n\n', null],
  ['https://a.example\n\nX: y\n', null],
  ['https://a.example\n\nX: y', null],
  ['https://a.example\n\nX y\n\n', null],
  ['https://a.example\n\nX Y: y\n\n', null],
  ['https://a.example\n\nX: a\u0001b\n\n', null],
  ['https://a.example\r\n\r\nX: y\r\n\r\n', null],
];

describe('parseCommandOutput', () => {
  for (const [text, grants] of OUTPUTS) {
    it(JSON.stringify(text), () => {
      const parsed = parseCommandOutput(text);
      assert.deepEqual(typeof grants === 'number' ? parsed?.length : parsed, grants);
    });
  }
});

describe('parseGitCredential', () => {
  const url = 'https://a.example/b';
  const prefixOf = (text: string) => parseGitCredential(text, url)?.prefix ?? null;
  it('takes what fits the URL', () => {
    assert.equal(prefixOf('protocol=https\nhost=a.example\nusername=u\npassword=p=q\n'), 'https://a.example');
    assert.equal(prefixOf('protocol=https\r\nhost=a.example\r\npath=b\r\n'), url);
    assert.equal(prefixOf('protocol=https\nhost=b.example\n'), null);
    assert.equal(prefixOf('protocol=http\nhost=a.example\n'), null);
    assert.equal(prefixOf('junk\n\u0000='), null);
    assert.deepEqual(parseGitCredential('protocol=https\nhost=a.example\nusername=u\npassword=p=q\n', url)?.headers, [
      ['Authorization', `Basic ${Buffer.from('u:p=q').toString('base64')}`],
    ]);
  });
});

const GRANT = 'https://a.example\n\nAuthorization: Bearer t\n\n';
const HELPERS = { '/bin/helper': 'executable', '/bin/git': 'executable', '/repo': 'directory' } as const;

function request(goauth: string, result: ProcessResult, mayRun = true) {
  const files = fakeFiles({ '/h/.netrc': 'machine a.example login b password c\n' });
  return {
    goVersion: 'go1.26.8',
    goauth,
    mayRun,
    files,
    env: { HOME: '/h', PATH: '/bin' },
    platform: 'linux' as const,
    cwd: '/w',
    programs: fakePrograms(HELPERS),
    processes: fakeProcesses(result),
    clock: new ManualClock(),
    signal: new AbortController().signal,
    deadline: 1000,
  };
}

const exited = (stdout: string, code = 0): ProcessResult => ({ kind: 'exited', code, stdout, stderr: '' });

describe('entryCredentials', () => {
  const https = ['https://a.example'];

  it('reads and runs nothing where no entry needs it', async () => {
    const asked = request('helper', exited(GRANT));
    const found = await entryCredentials(['http://a.example', 'file:///a'], asked);
    assert.deepEqual([found.map(({ credentials }) => credentials.source), asked.processes.runs], [[null, null], []]);
    const plain = request('netrc', exited(''));
    await entryCredentials(['http://a.example'], plain);
    assert.deepEqual(plain.files.read, []);
  });

  it('reads netrc once for all entries', async () => {
    const asked = request('', exited(''));
    const found = await entryCredentials(['https://a.example', 'https://b.example', 'https://a.example/x'], asked);
    assert.deepEqual(asked.files.read, ['/h/.netrc']);
    assert.deepEqual(
      found.map(({ credentials }) => credentials.source),
      ['netrc', null, 'netrc'],
    );
    assert.deepEqual(found[1]?.netrcMiss, { reason: 'no-entry', machine: null });
  });

  it('runs nothing unless it may, and says that something is not known', async () => {
    for (const goauth of ['helper', 'git /repo', 'helper;netrc']) {
      const asked = request(goauth, exited(GRANT), false);
      const [found] = await entryCredentials(https, asked);
      assert.deepEqual([asked.processes.runs.length, found?.isUnknown], [0, true], goauth);
    }
  });

  it('does not tell a command the userinfo of a URL', async () => {
    const asked = request('helper', exited(''));
    const [found] = await entryCredentials(['https://me:secret@a.example'], asked);
    assert.deepEqual([asked.processes.runs.length, found?.credentials.source], [0, 'url']);
  });

  it('asks git in its folder, without a question to anybody', async () => {
    const asked = request('git /repo', exited('protocol=https\nhost=a.example\nusername=u\npassword=p\n'));
    const [found] = await entryCredentials(https, asked);
    const [run] = asked.processes.runs;
    assert.deepEqual(
      [found?.credentials.source, run?.options.cwd, run?.options.input],
      ['goauth-git', '/repo', 'url=https://a.example\n'],
    );
    assert.equal(run?.options.env.GIT_TERMINAL_PROMPT, '0');
  });

  it('tells why a command granted nothing', async () => {
    const outcomes: readonly (readonly [string, ProcessResult, string])[] = [
      ['helper', exited('junk'), 'unusable-output'],
      ['helper', exited('', 1), 'failed'],
      ['helper', { kind: 'timed-out', stdout: '', stderr: '' }, 'hangs'],
      ['missing', exited(''), 'not-found'],
      ['git /repo', exited('', 128), 'failed'],
    ];
    for (const [goauth, result, trouble] of outcomes) {
      const [found] = await entryCredentials(
        https,
        request(`${goauth} --token=Zq7`.replace('/repo --token=Zq7', '/repo'), result),
      );
      assert.deepEqual(found?.troubles, [{ command: goauth.split(' ')[0], trouble }]);
    }
  });

  it('finds a folder for git that is not there', async () => {
    const [found] = await entryCredentials(https, request('git /nowhere', exited('')));
    assert.equal(found?.goauthFault, 'git-no-directory');
  });
});
