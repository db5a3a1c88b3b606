/** netrc: what go takes from it, what it loses, and where the file is. The claims about go are proved in test/network/auth. */
import assert from 'node:assert/strict';
import { parseNetrc } from '../../../../src/gocmd/auth/netrc/netrc.ts';
import { readNetrcFile } from '../../../../src/gocmd/auth/netrc/netrcFile.ts';
import { netrcMiss } from '../../../../src/gocmd/auth/netrc/netrcMiss.ts';
import { fakeFiles, fakePrograms } from '../fakes.ts';

describe('parseNetrc', () => {
  it('reads what go reads', () => {
    const netrc = parseNetrc('machine a login b password c # d\nmachine e\nlogin f\naccount g\npassword h\n');
    assert.deepEqual(netrc.entries, [
      { machine: 'a', login: 'b', password: 'c' },
      { machine: 'e', login: 'f', password: 'h' },
    ]);
    assert.deepEqual([netrc.incomplete, netrc.unread, netrc.hasDefault, netrc.hasMark], [[], [], false, false]);
  });

  it('names what go drops', () => {
    const netrc = parseNetrc('machine a login b\nmachine c password d\nmachine e\ndefault login f password g\n');
    assert.deepEqual(netrc.incomplete, [
      { machine: 'a', lacks: 'password' },
      { machine: 'c', lacks: 'login' },
      { machine: 'e', lacks: 'login' },
    ]);
    assert.equal(netrc.hasDefault, true);
    const behind = parseNetrc(
      'macdef x\nmachine a login b password c\n\nmachine d login e password f\ndefault\nmachine g\n',
    );
    assert.deepEqual([behind.entries.length, behind.unread, behind.endlessMacro], [1, ['a', 'g'], false]);
    assert.equal(parseNetrc('macdef x\nls\r\n\r\n').endlessMacro, true);
  });

  it('takes any text, in a time that grows with its length', () => {
    for (const text of ['', '\n', '\0', 'machine', 'default', '\ufeff', 'machine \ud800 login', 'login a password b']) {
      assert.deepEqual(parseNetrc(text).entries, [], JSON.stringify(text));
    }
    const line = 'machine a login b password c\n';
    assert.equal(parseNetrc(line.repeat(350_000)).entries.length, 350_000);
    assert.equal(parseNetrc(' '.repeat(10 << 20)).entries.length, 0);
    assert.equal(parseNetrc('\n'.repeat(10 << 20)).entries.length, 0);
    assert.equal(parseNetrc(`machine ${'x '.repeat(2 << 20)}`).incomplete.length, 1);
  });
});

const TEXT = 'machine a.example login b password c\n';

function request(options: {
  readonly env?: Record<string, string>;
  readonly platform?: NodeJS.Platform;
  readonly rule?: 'host' | 'path';
  readonly texts?: Record<string, string>;
  readonly unreadable?: string;
}) {
  const { env = { HOME: '/h' }, platform = 'linux', rule = 'path', texts = {}, unreadable } = options;
  const programs = fakePrograms(unreadable === undefined ? {} : { [unreadable]: 'not-executable' });
  return { env, platform, cwd: platform === 'win32' ? 'C:\\w' : '/w', rule, files: fakeFiles(texts), programs };
}

const PLACES: readonly (readonly [string, Parameters<typeof request>[0], string | null])[] = [
  ['the home folder', {}, '/h/.netrc'],
  ['$NETRC', { env: { HOME: '/h', NETRC: '/n' } }, '/n'],
  ['a relative $NETRC', { env: { NETRC: 'n' } }, '/w/n'],
  ['an empty $NETRC', { env: { HOME: '/h', NETRC: '' } }, '/h/.netrc'],
  ['no home', { env: {} }, null],
  ['Windows', { platform: 'win32', env: { UserProfile: 'C:\\u' }, texts: { 'C:\\u\\_netrc': '' } }, 'C:\\u\\_netrc'],
  ['Windows, .netrc', { platform: 'win32', env: { USERPROFILE: 'C:\\u' } }, 'C:\\u\\.netrc'],
  ['Windows, up to 1.23', { platform: 'win32', rule: 'host', env: { USERPROFILE: 'C:\\u' } }, 'C:\\u\\_netrc'],
];

describe('readNetrcFile', () => {
  for (const [what, options, path] of PLACES) {
    it(`looks where go looks: ${what}`, async () => {
      assert.equal((await readNetrcFile(request(options))).path, path);
    });
  }

  it('tells a missing file from one that cannot be read', async () => {
    assert.equal((await readNetrcFile(request({}))).state, 'missing');
    assert.equal((await readNetrcFile(request({ unreadable: '/h/.netrc' }))).state, 'unreadable');
    assert.equal((await readNetrcFile(request({ env: { NETRC: '/dev/null' } }))).state, 'read');
    const windows = { platform: 'win32', env: { USERPROFILE: 'C:\\u' } } as const;
    // An old file that may not be read still hides the new one.
    const hidden = request({ ...windows, texts: { 'C:\\u\\.netrc': TEXT }, unreadable: 'C:\\u\\_netrc' });
    assert.equal((await readNetrcFile(hidden)).state, 'unreadable');
  });

  it('claims nothing about what stands behind its limit', async () => {
    const long = await readNetrcFile(request({ texts: { '/h/.netrc': TEXT.repeat(40_000) } }));
    assert.equal(long.isCut, true);
    assert.equal(netrcMiss(long, 'https://other.example', 'path').reason, 'too-large');
    const short = await readNetrcFile(request({ texts: { '/h/.netrc': TEXT } }));
    assert.deepEqual(netrcMiss(short, 'https://other.example', 'path'), { reason: 'no-entry', machine: null });
  });
});
