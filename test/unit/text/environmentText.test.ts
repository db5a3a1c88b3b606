/** The effective map as a user reads it, once a renderer: golden files in testdata/. No password gets into any of them. */
import assert from 'node:assert/strict';
import { redact, redactJson } from '../../../src/base/redact.ts';
import type { EditorSettings } from '../../../src/doctor/effective/editorSettings.ts';
import {
  type EditorView,
  type EnvironmentReport,
  environmentReport,
} from '../../../src/doctor/effective/environmentReport.ts';
import type { GoEnvironment } from '../../../src/gocmd/env/goEnvironment.ts';
import { environmentMarkdown } from '../../../src/text/report/environment/environmentMarkdown.ts';
import { environmentText } from '../../../src/text/report/environment/environmentText.ts';
import { assertGolden } from './golden.ts';

const ENVIRONMENT: GoEnvironment = {
  goVersion: 'go1.26.8',
  goos: 'linux',
  goarch: 'amd64',
  goroot: '/go',
  goenvFile: '/home/me/.config/go/env',
  fault: null,
  settings: [
    {
      name: 'GOPROXY',
      value: 'https://me:s3 cret@mirror-a.example,direct',
      origin: 'os-env',
      masked: [{ origin: 'go-env-file', value: 'https://tok3n:s3cret@goproxy.cn|direct' }],
    },
    { name: 'GOPRIVATE', value: '', origin: 'default', masked: [] },
    { name: 'GOSUMDB', value: 'sum.golang.org', origin: 'goroot', masked: [] },
    {
      name: 'HTTPS_PROXY',
      value: 'me:s3cret@proxy.corp:3128',
      origin: 'os-env',
      masked: [{ origin: 'os-env', value: 'http://me:s3cret@old.corp:3128' }],
    },
  ],
};
const SILENT: EditorSettings = { goproxy: '', toolsEnvVars: undefined, goplsEnv: undefined };
const GO = { path: '/go/bin/go', version: 'go1.26.8' };
const NO_GO = { path: null, version: null };

const FILE = '/p/`a`|*/.vscode/settings.json';

const VIEWS: Readonly<Record<string, Partial<EditorView>>> = {
  env: { source: { file: null, isBroken: false } },
  'env-workspace': {
    workspace: {
      goproxy: 'https://ws:s3cret@a.example|https://b.example/?token=s3cret,direct',
      toolsEnvVars: { GOPROXY: 'https://t:s3/c@ret@tools.example' },
      goplsEnv: undefined,
      terminalEnv: { GOPROXY: 'https://x:s3cret@term.example' },
    },
    source: { file: FILE, isBroken: true },
  },
  'env-editor': {
    workspace: { ...SILENT, goproxy: 'https://a.example,direct' },
    user: { ...SILENT, goproxy: 'off', goplsEnv: { GOPROXY: 'https://g:s3cret@gopls.example' } },
    pinned: 'https://pin:s3cret@p.example,direct',
    oldTerminal: { value: 'https://old:s3cret@o.example,direct' },
  },
  'env-untrusted': { workspace: { ...SILENT, goproxy: 'https://ws:s3cret@a.example' }, trusted: false },
};

function reportOf(changes: Partial<EditorView>): EnvironmentReport {
  return environmentReport(ENVIRONMENT, { workspace: SILENT, pinned: null, trusted: true, source: null, ...changes });
}

function assertHidden(text: string): void {
  assert.doesNotMatch(text, /s3|cret|tok3n/);
}

describe('the effective map', () => {
  for (const [name, changes] of Object.entries(VIEWS)) {
    it(name, () => {
      const report = reportOf(changes);
      // Not redacted again: the editor's document has no sink behind it.
      const [text, markdown] = [environmentText(report, GO), environmentMarkdown(report, GO)];
      for (const one of [text, markdown, JSON.stringify(redactJson(report))]) assertHidden(one);
      assert.deepEqual([redact(text), redact(markdown)], [text, markdown]);
      assertGolden(`${name}.txt`, text);
      assertGolden(`${name}.md`, markdown);
    });
  }

  it('without go', () => {
    assertGolden('env-without-go.txt', environmentText(reportOf({}), NO_GO));
    assert.match(environmentMarkdown(reportOf({}), NO_GO), /\n\nNo go command was found;/);
  });

  it('is inert: no control character, no markup from outside', () => {
    const value = 'https://a.example/\u001b[2J`|\n# <b>[x](y)</b>\u202e';
    const report = reportOf({
      workspace: { ...SILENT, goproxy: value },
      source: { file: `/p/${value}`, isBroken: false },
    });
    const go = { path: `/go${value}`, version: value };
    for (const text of [environmentText(report, go), environmentMarkdown(report, go)]) {
      assert.doesNotMatch(text.replace(/\n/g, ''), /[\p{Cc}\p{Cf}]/u);
      assert.doesNotMatch(text, /^# /m);
    }
    const outside = environmentMarkdown(report, go).replace(/``.*?``/g, '');
    assert.doesNotMatch(outside, /<b>|[^\\]\[x/);
  });
});
