/** The workspace's settings as the command line reads them: which file, and whatever stands in it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readWorkspaceSettings } from '../../../../src/doctor/effective/workspaceSettings.ts';
import { fakeFiles } from '../../gocmd/fakes.ts';

const FILE = '/p/.vscode/settings.json';
const SILENT = { goproxy: '', toolsEnvVars: undefined, goplsEnv: undefined, terminalEnv: undefined };

const read = (text: string, platform: NodeJS.Platform = 'linux') =>
  readWorkspaceSettings('/p', platform, fakeFiles({ [FILE]: text }));

describe('readWorkspaceSettings', () => {
  it('reads the nearest file at or above the folder', async () => {
    const files = fakeFiles({
      [FILE]: '{"go.goproxy":"outer"}',
      '/p/a/.vscode/settings.json': '{"go.goproxy":"inner"}',
    });
    const found = async (folder: string) => {
      const { settings, source } = await readWorkspaceSettings(folder, 'linux', files);
      return [settings.goproxy, source.file];
    };
    assert.deepEqual(await found('/p/b/c'), ['outer', FILE]);
    assert.deepEqual(await found('/p/a/b'), ['inner', '/p/a/.vscode/settings.json']);
    assert.deepEqual(await found('/elsewhere'), ['', null]);
  });

  it('reads every setting that gives somebody a GOPROXY', async () => {
    const { settings, source } = await read(`\ufeff{
      // with comments
      "go.goproxy": "https://a.example,direct",
      "go.toolsEnvVars": { "GOPROXY": "tools", /* and */ "GOSUMDB": "off", },
      "gopls": { "ui.semanticTokens": true, "build.env": { "GOPROXY": "gopls" } },
      "terminal.integrated.env.linux": { "GOPROXY": "term" },
      "terminal.integrated.env.osx": { "GOPROXY": "mac" },
    }\r\n`);
    assert.deepEqual(settings, {
      goproxy: 'https://a.example,direct',
      toolsEnvVars: { GOPROXY: 'tools', GOSUMDB: 'off' },
      goplsEnv: { GOPROXY: 'gopls' },
      terminalEnv: { GOPROXY: 'term' },
    });
    assert.deepEqual(source, { file: FILE, isBroken: false });
  });

  it('knows the other spellings of gopls’ setting, and the terminal of each system', async () => {
    const text = JSON.stringify({
      'gopls.build.env': { GOPROXY: 'gopls' },
      'terminal.integrated.env.osx': { GOPROXY: 'mac' },
      'terminal.integrated.env.windows': { GOPROXY: 'win' },
    });
    const expected = { ...SILENT, goplsEnv: { GOPROXY: 'gopls' } };
    assert.deepEqual((await read(text)).settings, expected);
    assert.deepEqual((await read('{ "gopls": { "env": { "GOPROXY": "gopls" } } }')).settings, expected);
    assert.deepEqual((await read(text, 'darwin')).settings.terminalEnv, { GOPROXY: 'mac' });
    assert.deepEqual((await read(text, 'win32')).settings.terminalEnv, { GOPROXY: 'win' });
  });

  for (const [name, text, goproxy, isBroken] of [
    ['a missing comma', '{ "go.goproxy": "a" "x": 1 }', 'a', true],
    ['a missing brace', '{ "go.goproxy": "a"', 'a', true],
    ['two of a key', '{ "go.goproxy": "a", "go.goproxy": "b" }', 'b', false],
    ['an empty file', '', '', false],
    ['comments alone', '// nothing\n', '', false],
    [
      'another type',
      '{ "go.goproxy": ["a"], "go.toolsEnvVars": "x", "gopls": [], "gopls.build.env": null }',
      '',
      false,
    ],
    ['a list', '["go.goproxy"]', '', true],
    ['null', 'null', '', false],
    ['nesting without end', `{ "go.goproxy": ${'['.repeat(500_000)}`, '', true],
    ['a key of every object', '{ "__proto__": { "go.goproxy": "x" } }', '', false],
  ] as const) {
    it(`reads ${name}`, async () => {
      const { settings, source } = await read(text);
      assert.deepEqual([settings, source.isBroken], [{ ...SILENT, goproxy }, isBroken]);
    });
  }

  it('is total', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{', '"go.goproxy"', ':', '"a"', '}', '/*', '[', ','),
    );
    await fc.assert(fc.asyncProperty(fc.array(piece), async (pieces) => void (await read(pieces.join('')))));
  });
});
