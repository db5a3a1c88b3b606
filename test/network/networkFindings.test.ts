/** Every layer's faults switched on, one after the other: the command line names the one that is, and nothing else. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { labInNamespace } from '../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../lab/namespace.ts';
import { type BuiltBundles, buildBundles } from './builtBundles.ts';
import type { FindingsInput } from './findings/findingsDriver.ts';
import type { RowSeen } from './findings/row.ts';
import { ROWS } from './findings/rows.ts';

function finished(args: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: 15_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

/** Namespaces for the rows with name servers of their own. */
const ALONE = 2;

const HOSTS =
  '127.0.0.1 localhost\n::1 localhost\n127.0.0.9 moved.lab.test\n127.0.0.1 pinned.lab.test\n\u0000\u0001\ufffd \u202e\n';

describe('findings of the network', function () {
  this.timeout(300_000);
  let seen: ReadonlyMap<string, RowSeen>;
  let bundles: BuiltBundles;
  before(async function () {
    if (!canMakeNamespaces()) this.skip();
    bundles = await buildBundles();
    const driver = new URL('./findings/findingsDriver.ts', import.meta.url);
    // Those with name servers of their own wait more than they work, and one after the other.
    const alone = Object.entries(ROWS).filter(([, { resolvConf }]) => resolvConf !== undefined);
    const usual = Object.entries(ROWS).filter(([, { resolvConf }]) => resolvConf === undefined);
    const parts = Array.from({ length: ALONE }, (_, part) => alone.filter((_row, at) => at % ALONE === part));
    const runs = await Promise.all(
      [usual, ...parts].map((rows) => {
        const input: FindingsInput = { cli: bundles.cli, rows: Object.fromEntries(rows) };
        return labInNamespace(driver, input, { hosts: HOSTS, timeoutMs: 290_000 }) as Promise<RowSeen[]>;
      }),
    );
    seen = new Map(runs.flat().map((run) => [run.name, run]));
  });
  after(() => bundles?.remove());

  it('a resolver that is none: the call was wrong', async () => {
    for (const wrong of ['nine', '9.9.9', '9.9.9.9:99999', 'http://a.example/', '']) {
      const args = [bundles.cli, 'diagnose', '--goproxy', 'off', `--resolver=${wrong}`];
      const { code, stdout, stderr } = await finished(args);
      assert.deepEqual([code, stdout], [2, ''], wrong);
      assert.match(stderr, /^[^\n]*“[^”]*” is not a name server: give an address[^\n]*\n$/);
    }
  });

  for (const [name, { findings, says, prints = '' }] of Object.entries(ROWS)) {
    it(`${name}: ${findings.join(', ') || 'nothing'}`, () => {
      const run = seen.get(name);
      assert.ok(run !== undefined);
      const report = run.text.replace(/\s+/g, ' ');
      assert.deepEqual(run.findings, findings, `${run.messages.join('\n')}\n${run.text}${run.stderr}`);
      const isWrong = findings.some((finding) => finding.includes(' error@'));
      assert.equal(run.stderr, '');
      for (const code of run.codes) assert.equal(code, isWrong ? 1 : 0, run.text);
      for (const [index, words] of says.entries()) {
        assert.match(run.messages[index] ?? '', new RegExp(words));
        assert.match(report, new RegExp(words));
      }
      assert.match(report, new RegExp(prints));
      assert.doesNotMatch(run.text + run.messages.join('\n'), /Zq7/);
    });
  }
});
