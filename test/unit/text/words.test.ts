/** Words for codes: each code and each detail has its own, and none shows a bare machine word that people need not know. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '../../../src/doctor/check.ts';
import { CATALOGUE, type RemedyId } from '../../../src/failures/catalogue.ts';
import { FAILURE_CODES } from '../../../src/failures/code.ts';
import { DETAILS } from '../../../src/failures/details.ts';
import { proposeRemedies } from '../../../src/remedies/proposeRemedies.ts';
import type { Action } from '../../../src/remedies/remedy.ts';
import { duration } from '../../../src/text/numbers.ts';
import { entryName, ordinal, shortOrdinal } from '../../../src/text/words/entryName.ts';
import { failureClause } from '../../../src/text/words/failure/failureText.ts';
import { progressText } from '../../../src/text/words/progressText.ts';
import { type RemedyWords, remedyWords } from '../../../src/text/words/remedy/remedyText.ts';
import { listOf } from '../doctor/question.ts';

describe('failureClause', () => {
  it('has words for every detail', () => {
    for (const code of FAILURE_CODES) {
      for (const detail of DETAILS[code]) {
        const clause = failureClause({ code, detail });
        assert.match(clause, /^[a-z]/, clause);
        assert.ok(/^\d+$/.test(detail) || !clause.includes(`(${detail})`), `${code}/${detail}: ${clause}`);
        assert.doesNotMatch(clause, /!|\(\)|\{\d\}|\.$|undefined|null/, clause);
      }
    }
  });

  it('says something of every code, whatever the detail', () => {
    for (const code of FAILURE_CODES) {
      for (const detail of [null, '', 'never-heard-of', '\u001b[31m']) {
        const clause = failureClause({ code, detail });
        assert.ok(clause.length > 5, code);
        assert.doesNotMatch(clause, /\(\)|\u001b|undefined/, `${code}: ${clause}`);
      }
    }
  });

  it('tells apart what go does differently about', () => {
    const clauses = ['silent', 'black hole', 'TLS silence'].map((_, at) =>
      failureClause(
        [
          { code: 'stall', detail: 'no-headers' },
          { code: 'connect-timeout', detail: 'no-answer' },
          { code: 'response-timeout', detail: 'tls-handshake' },
        ][at] as never,
      ),
    );
    assert.equal(new Set(clauses).size, 3);
  });
});

/** What nobody is ever told to do, in whatever words: verification stays on. */
const NEVER = /GOSUMDB=off|GOINSECURE|GONOSUM(?:DB=\*|CHECK)|-insecure|SSLVERIFY|sslverify|GIT_SSL|verification off/i;

describe('remedyWords', () => {
  it('are whole for every remedy, with and without a host', () => {
    for (const id of new Set(Object.values(CATALOGUE).flatMap(({ remedies }) => remedies))) {
      for (const host of ['', 'a.example', '\u001b[2J']) {
        // They always name one.
        if (['use-goproxy', 'set-gosumdb', 'unset-override'].includes(id) && host === '') continue;
        for (const command of [null, 'go env -u GOPROXY']) {
          for (const store of [null, 'go-env-file', 'os-env', 'go.goproxy'] as const) {
            for (const action of actionsOf(id)) {
              const cost = store === null ? null : (COSTS[host.length % 3] ?? null);
              const words = remedyWords({
                id,
                action,
                entry: null,
                host,
                module: null,
                store,
                command,
                undo: null,
                cost,
              });
              checkWords(words, id);
              assert.ok(!/ (?:for|of|whether)(?: (?:in|can)|:|$)/.test(words.title), `${id}: ${words.title}`);
            }
          }
        }
      }
    }
  });

  it('say what is proposed for each code, and for none to give up the proof', () => {
    const list = listOf('https://goproxy.cn,https://goproxy.io,direct');
    const titles = new Set<string>();
    for (const code of FAILURE_CODES) {
      for (const detail of [null, ...DETAILS[code]]) {
        for (const scope of ['user', 'workspace'] as const) {
          const context = {
            list,
            better: null,
            examined: false,
            current: { value: list.text, store: null },
            publicMirrors: [],
            shell: 'posix',
            scope,
            hasCommand: true,
          } as const;
          const failure = {
            code,
            detail,
            entry: 0,
            module: 'git.corp.example/lib',
            version: 'v1.0.0',
            host: 'h.example',
          };
          const remedies = proposeRemedies(failure, context);
          const own = remedies.map((remedy) => remedyWords(remedy).title);
          assert.equal(new Set(own).size, own.length, own.join('\n'));
          for (const remedy of remedies) {
            checkWords(remedyWords(remedy), remedy.id);
            titles.add(remedyWords(remedy).title);
          }
        }
      }
    }
    for (const title of [
      'Go on to the next entry when goproxy.cn fails (“|” behind it), for this workspace',
      'Do not ask any proxy or the checksum database for git.corp.example/lib (GOPRIVATE)',
      'Run the command again in 30 s',
      'Delete the cached files of git.corp.example/lib@v1.0.0, so that go fetches and verifies them again',
      'Add the missing lines to go.sum (go mod download git.corp.example/lib@v1.0.0)',
    ]) {
      assert.ok(titles.has(title), `${title}\nis not among\n${[...titles].join('\n')}`);
    }
  });
});

const COSTS = ['asks-public-mirror', 'asks-repository', 'unchecked-first-time'] as const;
const SET: Action = { kind: 'set', values: { GOPROXY: 'https://a.example' } };
const UNSET: Action = { kind: 'set', values: { GOPROXY: null } };
const ADVICE: Action = { kind: 'advice' };

/** Those that a remedy of this id can have. */
function actionsOf(id: RemedyId): readonly Action[] {
  switch (id) {
    case 'use-goproxy':
    case 'set-goprivate':
    case 'set-goproxy-direct':
      return [SET];
    case 'set-gosumdb':
      return [SET, UNSET];
    case 'fix-goproxy-list':
    case 'pin-toolchain':
      return [SET, ADVICE];
    case 'unset-override':
      return [UNSET, ADVICE];
    case 'add-gosum':
      return [{ kind: 'go', args: ['mod', 'tidy'] }];
    case 'clean-cached-version':
      return [{ kind: 'clean', module: 'a.example/m', version: 'v1.0.0' }];
    case 'retry':
      return [{ kind: 'retry', wait: 0 }, ADVICE];
    case 'open-docs':
      return [{ kind: 'explain' }];
    default:
      return [ADVICE];
  }
}

function checkWords({ title, changes, undo, costs }: RemedyWords, id: string): void {
  for (const text of [title, changes, undo, ...(costs === null ? [] : [costs])]) {
    assert.doesNotMatch(text, / {2}|\u001b|\{\d\}|!| [,.:]|undefined|null|\(\)/, `${id}: ${text}`);
    assert.ok(text.length > 5, `${id}: ${text}`);
    assert.doesNotMatch(text, NEVER, id);
  }
  assert.match(title, /^[A-Z“]/, id);
}

const REFUSED = /never|no longer|does nothing|\bno(?:thing)? [^.:]*turns|切勿|绝不|不起作用/i;

describe('no word of ours', () => {
  const root = path.join(import.meta.dirname, '..', '..', '..');
  const files = [
    ...['src/text/**/*.ts', 'src/remedies/**/*.ts', 'l10n/*.json', 'package.nls*.json', 'docs/**/*.md', '*.md'].flatMap(
      (glob) => globSync(glob, { cwd: root }),
    ),
  ];
  for (const file of files) {
    it(`offers to give up the proof: ${file}`, () => {
      const text = readFileSync(path.join(root, file), 'utf8');
      // Who says that it is never done has to name it: in the same line of code, or the same paragraph of a page.
      const offered = text
        .split(file.endsWith('.md') ? /\n(?=\s*(?:[-*#|]|\d+\.|\n))/ : '\n')
        .filter((words) => NEVER.test(words) && !REFUSED.test(words));
      assert.deepEqual(offered, []);
    });
  }
});

describe('small words', () => {
  it('durations have a unit, and no more digits than they deserve', () => {
    const rows: readonly (readonly [ms: number, text: string])[] = [
      [0.04, '0.0 ms'],
      [0.4, '0.4 ms'],
      [1.2, '1 ms'],
      [9.6, '10 ms'],
      [99.5, '100 ms'],
      [999.4, '999 ms'],
      [999.6, '1.0 s'],
      [1000, '1 s'],
      [3300, '3.3 s'],
      [9960, '10 s'],
      [10_400, '10 s'],
      [90_000, '90 s'],
    ];
    for (const [ms, text] of rows) assert.equal(duration(ms), text);
  });

  it('short ordinals', () => {
    assert.deepEqual([0, 1, 2, 3, 10, 20].map(shortOrdinal), ['1st', '2nd', '3rd', '4th', '11th', '21st']);
  });

  it('ordinals', () => {
    assert.deepEqual([0, 1, 2, 3, 10, 20, 21, 22, 100].map(ordinal), [
      ...['first', 'second', 'third', '4th', '11th', '21st', '22nd', '23rd', '101st'],
    ]);
  });

  it('entries are called by their host, and never by their secret', () => {
    const names = listOf(
      'https://me:s3cret@a.example:8443/x,ghp_s3cret@b.example/go,file:///srv/mod,off,https://me:s3cret@c.example',
    );
    assert.ok(names.entries.length === 5);
    assert.deepEqual(names.entries.map(entryName), [
      'a.example:8443',
      'b.example',
      'file:///srv/mod',
      'off',
      'https://***@c.example',
    ]);
  });

  it('every check has its progress', () => {
    const lines = [
      ...CHECKS.map((check) => progressText({ check })),
      progressText({ check: 'entries', answered: 2, of: 6 }),
    ];
    assert.equal(new Set(lines).size, CHECKS.length + 1);
    for (const line of lines) assert.match(line, /…$/);
  });
});
