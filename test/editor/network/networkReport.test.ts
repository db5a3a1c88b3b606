/** The layers below a module proxy in the real VS Code: every fault's findings in the report, none where all is well; a trace. */
import assert from 'node:assert/strict';
import { labInNamespace } from '../../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../../lab/namespace.ts';
import { testedVersions } from '../host/testedVersions.ts';
import type { ReportSeen } from './reportRow.ts';
import { ROWS } from './reportRows.ts';
import type { WindowInput, WindowSeen } from './windowDriver.ts';

const HOSTS = '127.0.0.1 localhost\n::1 localhost\n127.0.0.9 moved.lab.test\n';
const BAR = /^·*[█░]+·*$/;

for (const version of testedVersions()) {
  describe(`the network in the report of VS Code ${version}`, function () {
    this.timeout(150_000);
    let reports: ReadonlyMap<string, ReportSeen>;
    let trace: WindowSeen['trace'];
    before(async function () {
      if (!canMakeNamespaces()) this.skip();
      const module = 'example.test/a';
      const input: WindowInput = { version, rows: ROWS, trace: { list: '{url:status-404},{url:healthy}', module } };
      const driver = new URL('./windowDriver.ts', import.meta.url);
      const seen = (await labInNamespace(driver, input, { hosts: HOSTS, timeoutMs: 140_000 })) as WindowSeen;
      reports = new Map(seen.reports.map((report) => [report.name, report]));
      trace = seen.trace;
    });

    for (const [name, { findings, says = [] }] of Object.entries(ROWS)) {
      it(`${name}: ${findings.join(', ') || 'nothing'}`, () => {
        const report = reports.get(name);
        assert.ok(report !== undefined);
        assert.deepEqual([...report.findings].sort(), [...findings].sort(), report.text);
        for (const words of says) assert.match(report.text.replace(/\s+/g, ' '), new RegExp(words));
        assert.doesNotMatch(report.text, /Zq7/);
      });
    }

    it('a trace: who was asked in turn, on a time line, and our own phases beside it', () => {
      assert.ok(trace !== null);
      assert.equal(trace.title, 'Trace of example.test/a@v1.0.0');
      assert.match(trace.verdict, /^go gets example\.test\/a@v1\.0\.0 from 127\.0\.0\.1:\d+\.$/);
      assert.deepEqual(
        trace.parties.map((party) => party.replace(/127\.0\.0\.1:\d+/, 'HOST')),
        ['1 HOST', '2 HOST', 'The same asked by us, phase by phase'],
      );
      const [missing = [], serving = [], compared = []] = trace.tables;
      const lines = [...missing, ...serving];
      for (const [line = ''] of lines) assert.match(line, BAR);
      assert.deepEqual(
        [missing, serving].map((rows) => rows.map(([, status, , what]) => `${status} ${what}`)),
        ['404', '200'].map((status) =>
          ['info', 'mod', 'zip'].map((kind) => `${status} example.test/a/@v/v1.0.0.${kind}`),
        ),
      );
      assert.equal(compared.length, 6);
    });
  });
}
