/** The reports as a user reads them, once a renderer: golden files in testdata/. */
import assert from 'node:assert/strict';
import { redact, redactJson } from '../../../src/base/redact.ts';
import { assess } from '../../../src/doctor/assess.ts';
import { UNSEEN_SNAPSHOT } from '../../../src/doctor/watch/snapshot.ts';
import { reportDocument } from '../../../src/text/report/examination/document.ts';
import { htmlReport } from '../../../src/text/report/examination/htmlReport.ts';
import { jsonReport } from '../../../src/text/report/examination/jsonReport.ts';
import { markdownReport } from '../../../src/text/report/examination/markdownReport.ts';
import { probeText } from '../../../src/text/report/examination/probeText.ts';
import { type TerminalStyle, terminalReport } from '../../../src/text/report/examination/terminalReport.ts';
import { tooltipMarkdown } from '../../../src/text/report/examination/tooltipText.ts';
import { jsonSimulation } from '../../../src/text/report/requests/jsonSimulation.ts';
import { simulationText } from '../../../src/text/report/requests/simulationText.ts';
import { CASES, examinationOf } from './examinations.ts';
import { assertGolden } from './golden.ts';

const PLAIN: TerminalStyle = { color: false, unicode: true, width: 100 };

/** As the console writes it: redaction is the last step. */
const json = (document: object) => `${JSON.stringify(redactJson(document), null, 2)}\n`;

describe('reports', () => {
  for (const name of CASES) {
    it(name, async () => {
      const examination = await examinationOf(name);
      const document = reportDocument(examination);
      assertGolden(`${name}.txt`, redact(terminalReport(document, PLAIN)));
      assertGolden(`${name}.md`, redact(markdownReport(document)));
    });
  }

  it('in HTML, and in a tooltip', async () => {
    for (const name of ['stall', 'hostile', 'password', 'trap']) {
      const examination = await examinationOf(name);
      assertGolden(`${name}.html`, redact(`${htmlReport(reportDocument(examination))}\n`));
      const tooltip = tooltipMarkdown({ ...UNSEEN_SNAPSHOT, state: assess(examination), examination });
      // The time of day is this machine's.
      assertGolden(`${name}.tooltip.md`, `${redact(tooltip).replace(/\d\d\\:\d\d\\:\d\d/, 'HH:MM:SS')}\n`);
    }
  });

  it('in JSON', async () => {
    for (const name of ['stall', 'password', 'off', 'hostile']) {
      assertGolden(`${name}.json`, json(jsonReport(await examinationOf(name))));
    }
  });

  it('for a narrow window, for one without Unicode, and in colour', async () => {
    const document = reportDocument(await examinationOf('degraded'));
    assertGolden('degraded.narrow.txt', terminalReport(document, { ...PLAIN, width: 40 }));
    assertGolden('degraded.ascii.txt', terminalReport(document, { ...PLAIN, unicode: false }));
    assertGolden('degraded.color.txt', terminalReport(document, { ...PLAIN, color: true }));
  });

  it('ASCII is ASCII, and no line but a command or a list is wider than the window', async () => {
    for (const name of CASES.filter((one) => one !== 'hostile')) {
      const document = reportDocument(await examinationOf(name));
      assert.match(terminalReport(document, { ...PLAIN, unicode: false }), /^[\n\x20-\x7e]*$/, name);
      for (const width of [20, 40, 60, 80, 200]) {
        const lines = terminalReport(document, { ...PLAIN, width }).split('\n');
        const wide = lines.filter(
          (line) => line.length > Math.min(110, Math.max(40, width)) && /\S\s+\S.*\s/.test(line.trim()),
        );
        for (const line of wide)
          assert.match(
            line,
            /go env|export|undo:|GOPROXY|goproxy-doctor use|docs\/failures/,
            `${name} ${width}: ${line}`,
          );
      }
    }
  });

  it('of the simulation, and of entries alone', async () => {
    const missing = await examinationOf('named-missing');
    assertGolden('simulation.txt', redact(simulationText(missing)));
    assertGolden('simulation.json', json(jsonSimulation(missing)));
    assertGolden('probe.txt', redact(probeText((await examinationOf('portal')).entries, PLAIN)));
  });
});
