/** What reg.exe prints, by table and by property. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRegQuery } from '../../../src/gocmd/env/regQuery.ts';

const ENV = { UserProfile: 'C:\\Users\\李', TEMP: '%USERPROFILE%\\Temp' };
const read = (text: string) => Object.fromEntries(parseRegQuery(text, ENV));

/** As `reg query HKCU\Environment` prints it. */
const USER = `\r
HKEY_CURRENT_USER\\Environment\r
    Path    REG_EXPAND_SZ    %USERPROFILE%\\AppData\\Local\\Microsoft\\WindowsApps;\r
    GOPATH    REG_EXPAND_SZ    %USERPROFILE%\\go\r
    GoProxy    REG_SZ    https://goproxy.cn,direct\r
    My Name    REG_SZ    two words    REG_SZ    more\r
    Nothing    REG_SZ    \r
    Trimmed    REG_SZ\r
    Count    REG_DWORD    0x1\r
    Bytes    REG_BINARY    00FF\r
    List    REG_MULTI_SZ    a\\0b\r
\r
`;

describe('parseRegQuery', () => {
  it('reads the strings of a key', () => {
    assert.deepEqual(read(USER), {
      PATH: 'C:\\Users\\李\\AppData\\Local\\Microsoft\\WindowsApps;',
      GOPATH: 'C:\\Users\\李\\go',
      GOPROXY: 'https://goproxy.cn,direct',
      'MY NAME': 'two words    REG_SZ    more',
      NOTHING: '',
      TRIMMED: '',
    });
  });

  for (const [name, line, expected] of [
    ['expands only what may be expanded', 'GOPROXY    REG_SZ    %TEMP%', '%TEMP%'],
    ['expands once', 'GOPROXY    REG_EXPAND_SZ    %temp%', '%USERPROFILE%\\Temp'],
    ['keeps names that are not set', 'GOPROXY    REG_EXPAND_SZ    %NONE%/%TEMP', '%NONE%/%TEMP'],
    ['keeps lone and doubled signs', 'GOPROXY    REG_EXPAND_SZ    100%%a%', '100%%a%'],
    ['keeps blanks', 'GOPROXY    REG_SZ      a b ', '  a b '],
  ] as const) {
    it(name, () => assert.deepEqual(read(`    ${line}\r\n`), { GOPROXY: expected }));
  }

  it('takes no header for a variable, in whatever language', () => {
    for (const text of [
      'HKEY_CURRENT_USER\\Environment\r\n    (Standard)    REG_SZ    (Wert nicht gesetzt)\r\n',
      '! REG.EXE VERSION 3.0\r\n    <NO NAME>\tREG_SZ\tx\r\n',
      '错误: 系统找不到指定的注册表项或值。\r\n',
      'Ende der Suche: 3 Übereinstimmung(en) gefunden.\r\n  GOPROXY    REG_SZ    x\r\n',
    ]) {
      assert.equal(read(text).GOPROXY, undefined);
    }
  });

  it('is total, and linear in rows of blanks, types and signs', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseRegQuery(`    A${text}`, {})));
    const lines = [' '.repeat(2e6), `    A${'    REG_'.repeat(3e5)}`, `    A    REG_EXPAND_SZ    ${'%'.repeat(2e6)}`];
    for (const line of [...lines, `    A    REG_EXPAND_SZ    %${'a'.repeat(2e6)}`]) parseRegQuery(line, {});
  });
});
