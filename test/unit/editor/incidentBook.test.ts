/** When an incident opens, what closes it, and what happens in between. */
import assert from 'node:assert/strict';
import type { Examination } from '../../../src/doctor/examination.ts';
import type { CommandFinding } from '../../../src/doctor/incident/incident.ts';
import { IncidentBook, type Report } from '../../../src/editor/incident/incidentBook.ts';
import type { FailureCode } from '../../../src/failures/code.ts';
import { commandLineWith } from '../../../src/remedies/shellSyntax.ts';
import { examination } from '../../support/examinations.ts';
import { failureOf } from '../doctor/incident/failureOf.ts';

const TIDY = 'go mod tidy';
const AT = 1000;
/** After everything that fails in a test. */
const AFTER = AT + 1000;

function reportOf(command: string | null = TIDY, more: Partial<Report<string>> = {}): Report<string> {
  return { command, cwd: '/shop', at: AT, failures: [failureOf({ code: 'refused' })], origin: 'zsh', ...more };
}

function because(code: FailureCode, module: string | null = null): Partial<Report<string>> {
  return { failures: [failureOf({ code, module })] };
}

function findingsOf({ failures }: Report<string>, detail: string | null): CommandFinding[] {
  return failures.map((failure) => ({
    code: failure.code,
    detail,
    severity: 'error',
    entry: 0,
    module: failure.module,
    remedies: [],
    failure,
    layer: null,
    facts: {},
    place: null,
  }));
}

function examined(kind: 'healthy' | 'failing', at = AT + 1): Examination {
  return { ...examination(kind), at };
}

class Bench {
  /** What the findings show of the time they were made at. */
  detail = 'first';
  /** Explanations that wait to be let go, where they are held. */
  readonly held: (() => void)[] = [];
  isHolding = false;
  opened: (string | null)[] = [];
  changes = 0;
  readonly book = new IncidentBook<string>(async (report) => {
    const { detail } = this;
    if (this.isHolding) await new Promise<void>((resolve) => this.held.push(resolve));
    return findingsOf(report, detail);
  });

  constructor() {
    this.book.onDidOpen(({ command }) => this.opened.push(command));
    this.book.onDidChange(() => this.changes++);
  }

  get open(): (string | null)[] {
    return this.book.open.map(({ command }) => command);
  }

  get details(): (string | null | undefined)[] {
    return this.book.open.map(({ findings }) => findings[0]?.detail);
  }

  /** Lets the explanation go that was asked for as number `index`. */
  release(index: number): void {
    const go = this.held[index];
    assert.ok(go !== undefined);
    go();
  }
}

describe('the incident book', () => {
  it('opens once for a command that fails again in the same way', async () => {
    const bench = new Bench();
    await bench.book.failed(reportOf());
    await bench.book.failed(reportOf(TIDY, { at: AT + 5 }));
    assert.deepEqual([bench.open, bench.opened, bench.changes], [[TIDY], [TIDY], 2]);
    const [one] = bench.book.open;
    assert.deepEqual([one?.at, one?.report.origin, one?.cwd], [AT + 5, 'zsh', '/shop']);
  });

  it('opens again where the cause is another', async () => {
    const bench = new Bench();
    await bench.book.failed(reportOf());
    await bench.book.failed(reportOf(TIDY, because('dns')));
    await bench.book.failed(reportOf(TIDY, because('dns', 'x.test/m')));
    assert.deepEqual([bench.open, bench.opened], [[TIDY], [TIDY, TIDY, TIDY]]);
  });

  it('takes a command with a list before it for the same', async () => {
    for (const shell of ['posix', 'fish', 'powershell', 'cmd'] as const) {
      for (const command of [TIDY, 'go vet && go test ./...']) {
        const again = commandLineWith(shell, 'GOPROXY', 'https://a.example|direct', command);
        const bench = new Bench();
        await bench.book.failed(reportOf(command));
        await bench.book.failed(reportOf(again));
        assert.deepEqual([bench.open, bench.opened], [[again], [command]], again);
        bench.book.succeeded(again, '/shop', AFTER);
        assert.deepEqual(bench.open, [], again);
      }
    }
    const bench = new Bench();
    await bench.book.failed(reportOf("GOPROXY='off' go mod tidy"));
    bench.book.succeeded(TIDY, '/shop', AFTER);
    assert.deepEqual(bench.open, []);
  });

  it('keeps apart other commands, other folders and other variables', async () => {
    const bench = new Bench();
    await bench.book.failed(reportOf());
    await bench.book.failed(reportOf(TIDY, { cwd: '/other' }));
    await bench.book.failed(reportOf(TIDY, { cwd: null }));
    await bench.book.failed(reportOf('go build'));
    await bench.book.failed(reportOf('GOOS=windows go build'));
    assert.equal(bench.opened.length, 5);
    assert.deepEqual(bench.open, ['GOOS=windows go build', 'go build', TIDY, TIDY, TIDY]);
  });

  it('takes one pasted text for the next', async () => {
    const bench = new Bench();
    await bench.book.failed(reportOf(null));
    await bench.book.failed(reportOf(null, { cwd: '/other' }));
    await bench.book.failed(reportOf());
    assert.deepEqual(bench.open, [TIDY, null]);
    assert.deepEqual(bench.opened, [null, TIDY]);
  });

  it('closes only what has succeeded', async () => {
    const bench = new Bench();
    await bench.book.failed(reportOf(null));
    await bench.book.failed(reportOf(TIDY, { cwd: '/other' }));
    await bench.book.failed(reportOf());
    const { changes } = bench;
    bench.book.succeeded('go build', '/shop', AFTER);
    bench.book.succeeded(TIDY, null, AFTER);
    bench.book.succeeded(TIDY, '/shop', AT - 1);
    assert.deepEqual([bench.open.length, bench.changes], [3, changes]);
    bench.book.succeeded(TIDY, '/shop', AFTER);
    assert.deepEqual(
      bench.book.open.map(({ command, cwd }) => [command, cwd]),
      [
        [TIDY, '/other'],
        [null, '/shop'],
      ],
    );
    assert.equal(bench.changes, changes + 1);
  });

  it('opens nothing that is not explained', async () => {
    const bench = new Bench();
    await bench.book.failed(reportOf(TIDY, { failures: [] }));
    assert.deepEqual([bench.open, bench.opened, bench.changes], [[], [], 0]);
  });

  it('keeps the ten newest', async () => {
    const bench = new Bench();
    for (let number = 1; number <= 12; number++) await bench.book.failed(reportOf(`go build ${number}`));
    assert.deepEqual(
      bench.open,
      [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((number) => `go build ${number}`),
    );
    await bench.book.failed(reportOf('go build 3', { at: AT + 1 }));
    assert.deepEqual([bench.open.length, bench.open[0], bench.open[9]], [10, 'go build 3', 'go build 4']);
  });

  it('forgets an older run that is explained after a newer one', async () => {
    const bench = new Bench();
    bench.isHolding = true;
    const older = bench.book.failed(reportOf(TIDY, { at: AT }));
    const newer = bench.book.failed(reportOf(TIDY, { at: AT + 5, ...because('dns') }));
    bench.release(1);
    await newer;
    bench.release(0);
    await older;
    assert.deepEqual(
      bench.book.open.map(({ at, findings }) => [at, findings[0]?.code]),
      [[AT + 5, 'dns']],
    );
    assert.equal(bench.opened.length, 1);
  });

  describe('when the list was examined', () => {
    it('closes what is seen healed, and explains the rest anew', async () => {
      const bench = new Bench();
      await bench.book.failed(reportOf('go vet', because('checksum-mismatch')));
      await bench.book.failed(reportOf());
      bench.detail = 'second';
      await bench.book.examined(examined('healthy'));
      assert.deepEqual([bench.open, bench.details], [['go vet'], ['second']]);
    });

    it('keeps what still fails, and what only partly is healed', async () => {
      const bench = new Bench();
      await bench.book.failed(reportOf());
      await bench.book.examined(examined('failing'));
      await bench.book.examined(null);
      assert.deepEqual(bench.open, [TIDY]);
      const both = [failureOf({ code: 'refused' }), failureOf({ code: 'checksum-mismatch' })];
      await bench.book.failed(reportOf(TIDY, { failures: both }));
      await bench.book.examined(examined('healthy'));
      assert.deepEqual(bench.open, [TIDY]);
    });

    it('believes no examination that ended before the command did', async () => {
      const bench = new Bench();
      await bench.book.failed(reportOf());
      await bench.book.examined(examined('healthy', AT - 1));
      await bench.book.examined(examined('healthy', AT));
      assert.deepEqual(bench.open, [TIDY]);
      await bench.book.examined(examined('healthy', AT + 1));
      assert.deepEqual(bench.open, []);
    });
  });

  describe('explaining anew', () => {
    it('tells nobody where nothing is open', async () => {
      const bench = new Bench();
      await bench.book.refresh();
      assert.equal(bench.changes, 0);
    });

    it('opens nothing a second time', async () => {
      const bench = new Bench();
      await bench.book.failed(reportOf());
      bench.detail = 'second';
      await bench.book.refresh();
      assert.deepEqual([bench.details, bench.opened, bench.changes], [['second'], [TIDY], 2]);
    });

    it('lets the last of two count, whichever ends first', async () => {
      for (const order of [
        [0, 1],
        [1, 0],
      ]) {
        const bench = new Bench();
        await bench.book.failed(reportOf());
        bench.isHolding = true;
        const early = bench.book.refresh();
        bench.detail = 'last';
        const late = bench.book.refresh();
        for (const index of order) bench.release(index);
        await Promise.all([early, late]);
        assert.deepEqual([bench.details, bench.changes], [['last'], 2], order.join());
      }
    });

    it('leaves closed what was closed meanwhile', async () => {
      const bench = new Bench();
      await bench.book.failed(reportOf());
      await bench.book.failed(reportOf('go vet'));
      bench.isHolding = true;
      bench.detail = 'second';
      const refresh = bench.book.refresh();
      bench.book.succeeded(TIDY, '/shop', AFTER);
      bench.release(0);
      bench.release(1);
      await refresh;
      assert.deepEqual([bench.open, bench.details], [['go vet'], ['second']]);
    });

    it('leaves alone what has failed anew meanwhile', async () => {
      const bench = new Bench();
      await bench.book.failed(reportOf());
      bench.isHolding = true;
      const refresh = bench.book.refresh();
      bench.isHolding = false;
      await bench.book.failed(reportOf(TIDY, { at: AT + 5, ...because('dns') }));
      bench.release(0);
      await refresh;
      assert.deepEqual(
        bench.book.open.map(({ at, findings }) => [at, findings[0]?.code]),
        [[AT + 5, 'dns']],
      );
    });
  });

  it('is silent once disposed of', async () => {
    const bench = new Bench();
    bench.book.dispose();
    await bench.book.failed(reportOf());
    assert.deepEqual([bench.opened, bench.changes], [[], 0]);
  });
});
