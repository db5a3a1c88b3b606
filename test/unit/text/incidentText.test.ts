/** The sentences of the Problems panel and of the notification. */
import assert from 'node:assert/strict';
import type { CommandFinding } from '../../../src/doctor/incident/incident.ts';
import { FAILURE_CODES, type FailureCode } from '../../../src/failures/code.ts';
import { DETAILS } from '../../../src/failures/details.ts';
import { speak } from '../../../src/text/language.ts';
import { incidentSentence, incidentTitle } from '../../../src/text/words/editor/incidentText.ts';
import { docsUrl } from '../../../src/text/words/remedy/docsLink.ts';
import { bundleOf } from '../../support/messages.ts';

interface Told {
  readonly host?: string | null;
  readonly module?: string | null;
  readonly version?: string | null;
  readonly package?: string | null;
  readonly entry?: number | null;
}

function findingOf(code: FailureCode, detail: string | null, told: Told = {}): CommandFinding {
  const { host = null, module = null, version = null, package: wanted = null, entry = null } = told;
  const failure = { code, detail, line: 1, module, version, url: null, host, package: wanted, source: null };
  return { code, detail, severity: 'error', entry, module, remedies: [], failure, layer: null, facts: {}, place: null };
}

const MIRROR = { host: 'mirror-a.example', entry: 0 };
const LIB = { module: 'git.corp.example/shop/lib', version: 'v1.2.0' };

const SENTENCES: readonly (readonly [finding: CommandFinding, sentence: string])[] = [
  [
    findingOf('stall', 'no-headers', MIRROR),
    'Module proxy mirror-a.example takes the request and never answers (go waits for ever)',
  ],
  [findingOf('dns', 'dns-no-such-host', MIRROR), 'Module proxy mirror-a.example has a name that no name server knows'],
  [findingOf('refused', null, { host: 'github.com' }), 'github.com refuses connections'],
  [findingOf('server-error', '502', MIRROR), 'Module proxy mirror-a.example reports an error of its own (HTTP 502)'],
  [
    findingOf('sumdb-unreachable', 'not-found', { ...LIB, host: 'sum.golang.org' }),
    'The checksum database does not know git.corp.example/shop/lib@v1.2.0 (a private module? GOPRIVATE names those)',
  ],
  [
    findingOf('sumdb-unreachable', 'connect-timeout', { host: 'sum.golang.org' }),
    'The checksum database, asked at sum.golang.org, does not answer connection attempts',
  ],
  [
    findingOf('forward-proxy', 'proxy-auth', { host: 'proxy.corp:3128' }),
    'The forward proxy proxy.corp:3128 wants a user name and a password (407)',
  ],
  [findingOf('forward-proxy', 'connect-403'), 'The forward proxy does not let us through (HTTP 403)'],
  [
    findingOf('checksum-mismatch', 'go.sum', LIB),
    'git.corp.example/shop/lib@v1.2.0 is not what go.sum has on record: other bytes arrived than before',
  ],
  [
    findingOf('missing-gosum', null, { package: 'rsc.io/quote' }),
    'rsc.io/quote is wanted, and go.sum has no line to verify it by',
  ],
  [
    findingOf('not-found', '404', { ...MIRROR, ...LIB }),
    'mirror-a.example does not have git.corp.example/shop/lib@v1.2.0',
  ],
  [findingOf('not-found', 'unknown-revision', LIB), 'git.corp.example/shop/lib@v1.2.0 is not found'],
  [findingOf('goproxy-off', 'off'), 'GOPROXY forbids every look-up (GOPROXY=off)'],
  [
    findingOf('goproxy-off', 'vendor'),
    'The module proxy is not asked: -mod=vendor lets go look into the vendor folder only',
  ],
  [
    findingOf('goproxy-invalid', 'missing-scheme'),
    'An entry of GOPROXY has no scheme: write https:// before it (and “direct” and “off” in small letters)',
  ],
  [findingOf('goproxy-invalid', 'sumdb'), 'GOSUMDB names no checksum database that go can use'],
  [findingOf('vcs-missing', 'hg', LIB), 'git.corp.example/shop/lib@v1.2.0 needs hg, and hg is not installed'],
  [findingOf('vcs-auth', null, { host: 'github.com', ...LIB }), 'github.com does not let git in: it wants credentials'],
  [findingOf('toolchain', 'too-old'), 'The module wants a newer Go than this one'],
  [findingOf('disk', 'full', { module: LIB.module }), 'git.corp.example/shop/lib cannot be stored: the disk is full'],
];

describe('incidentSentence', () => {
  for (const [finding, sentence] of SENTENCES) {
    it(sentence, () => assert.equal(incidentSentence(finding), sentence));
  }

  it('is one whole sentence for every code and detail, whatever is known', () => {
    const tellings: readonly Told[] = [
      {},
      MIRROR,
      { host: 'h.example' },
      LIB,
      { ...MIRROR, ...LIB },
      { package: 'a.example/p' },
    ];
    for (const code of FAILURE_CODES) {
      for (const detail of [null, 'never-heard-of', ...DETAILS[code]]) {
        for (const told of tellings) {
          const sentence = incidentSentence(findingOf(code, detail, told));
          assert.match(sentence, /^(?:[A-Z]|[a-z0-9-]+(?:\.[a-z0-9-]+)+[ /@])/, sentence);
          assert.doesNotMatch(sentence, / {2}|[.!]$|\{\d\}|undefined|null|\(\)| [,.:](?!info)/, sentence);
          assert.ok(sentence.length < 200, sentence);
        }
      }
    }
  });

  it('shows nothing that steers, and no secret', () => {
    const told = { host: 'me:s3cret@h.example\u001b[2J', module: 'a.example/\u202em', version: 'v1\n' };
    for (const code of FAILURE_CODES) {
      const sentence = incidentSentence(findingOf(code, '\u001b]0;x\u0007', told));
      assert.doesNotMatch(sentence, /[\p{Cc}\p{Cf}]|s3cret/u, sentence);
    }
  });
});

describe('incidentTitle', () => {
  const findings = [findingOf('refused', null, MIRROR), findingOf('dns', null, MIRROR)];

  it('names the command, the deciding failure and how many more there are', () => {
    assert.equal(
      incidentTitle({ command: 'go mod tidy', findings }),
      'go mod tidy failed: mirror-a.example refuses connections. (1 more)',
    );
    assert.equal(
      incidentTitle({ command: null, findings: findings.slice(0, 1) }),
      'go failed: mirror-a.example refuses connections.',
    );
  });

  it('keeps a long or an odd command short and harmless', () => {
    const title = incidentTitle({
      command: `GOPROXY=https://me:s3cret@h.example go get \u001b[2J${'x'.repeat(500)}`,
      findings,
    });
    assert.ok(title.length < 250);
    assert.doesNotMatch(title, /s3cret|\u001b/);
  });
});

describe('docsUrl', () => {
  afterEach(() => speak(null));

  it('leads to the code’s anchor', () => assert.match(docsUrl('stall'), /\/docs\/failures\.md#stall$/));

  it('leads to the page of the language that is spoken', () => {
    speak(bundleOf('zh-cn'));
    assert.match(docsUrl('stall'), /\/docs\/failures\.zh-cn\.md#stall$/);
  });
});
