/** Every finding of the graph has its own sentence, with its facts in it. */
import assert from 'node:assert/strict';
import { DETAILS } from '../../../../src/failures/details.ts';
import { graphSentence } from '../../../../src/text/words/verdict/graphText.ts';

const FINDINGS: readonly (readonly [code: keyof typeof DETAILS, detail: string, facts: Record<string, string>])[] = [
  ['private-exposed', 'looks-private', { module: 'git.x/a', count: '1', host: 'm.example', pattern: 'git.x/a' }],
  ['private-exposed', 'looks-private', { module: 'git.x/a', count: '2', host: 'm.example', pattern: 'git.x' }],
  ['not-found', 'replace-missing', { target: '../a' }],
  ['not-found', 'replace-outside', { target: '../a' }],
  ['not-found', 'no-folder', { folder: '/gone' }],
  ['not-found', 'incomplete', { folder: '/m', lacks: 'v1.0.0.zip', count: '1' }],
  ['not-found', 'incomplete', { folder: '/m', lacks: 'v1.0.0.zip', count: '3' }],
  ['withdrawn', 'retracted', { module: 'a.x/b', version: 'v1.0.0', reason: '' }],
  ['withdrawn', 'retracted', { module: 'a.x/b', version: 'v1.0.0', reason: 'broken' }],
  ['withdrawn', 'deprecated', { module: 'a.x/b', reason: '' }],
  ['withdrawn', 'deprecated', { module: 'a.x/b', reason: 'use c' }],
  ['cache-damaged', 'mod', { module: 'a.x/b', version: 'v1.0.0', file: '/c/v1.0.0.mod' }],
  ['toolchain', 'invalid', { value: 'newest' }],
  ['toolchain', 'too-old', { wanted: 'go1.99', have: 'go1.26', setting: 'local' }],
  ['toolchain', 'too-old', { wanted: 'go1.99', have: 'go1.19', setting: '' }],
  ['toolchain', 'no-patch', { wanted: 'go1.22', have: 'go1.21.5', mend: '1.22.0' }],
  ['toolchain', 'not-on-path', { wanted: 'go1.99.1' }],
  ['toolchain', 'cannot-download', { wanted: 'go1.99.1', have: 'go1.26', setting: 'GOSUMDB=off' }],
  ['toolchain', 'will-download', { wanted: 'go1.99.1', have: 'go1.26' }],
  ['goproxy-off', 'modules-off', { file: '/w/go.mod' }],
  ['goproxy-off', 'vendor-missing', { folder: '/w' }],
  ['goproxy-off', 'vendor', { by: 'flag' }],
  ['goproxy-off', 'vendor', { by: 'folder' }],
  ['goproxy-off', 'workspace', { file: '/go.work' }],
  ['goproxy-invalid', 'goprivate', { name: 'GOPRIVATE', pattern: ' a.corp', mend: 'a.corp' }],
  ['goproxy-invalid', 'sumdb', { value: 'on' }],
  ['goproxy-invalid', 'go111module', { value: 'yes' }],
];
/** Facts that choose a sentence, and are not in it. */
const CHOOSING = new Set(['by', '1', '']);

describe('graphSentence', () => {
  it('has words for each, told apart', () => {
    const sentences = FINDINGS.map(([code, detail, facts]) => {
      assert.ok(DETAILS[code].includes(detail), `${code}/${detail} is documented`);
      const sentence = graphSentence({ code, detail, facts });
      assert.match(sentence, /^[A-Z0-9a-z/].*\.$/);
      assert.doesNotMatch(sentence, /undefined|null|\{\d\}|\(\)/);
      for (const [name, value] of Object.entries(facts)) {
        if (CHOOSING.has(name) || CHOOSING.has(value) || (detail === 'replace-missing' && name !== 'target')) continue;
        assert.ok(sentence.includes(value), `${detail}: ${name} in “${sentence}”`);
      }
      return sentence;
    });
    assert.equal(new Set(sentences).size, FINDINGS.length);
  });

  it('lets nothing from outside steer a terminal', () => {
    const facts = { count: '1', module: 'a\u001b[31m', version: '\u202e', target: '\u0007' };
    for (const [code, detail] of [['not-found', 'replace-missing']] as const) {
      assert.doesNotMatch(graphSentence({ code, detail, facts }), /[\u001b\u202e\u0007]/);
    }
  });
});
