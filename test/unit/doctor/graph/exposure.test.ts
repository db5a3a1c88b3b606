/** Which modules look private, where go would name them to a public mirror, and which never do. */
import assert from 'node:assert/strict';
import type { GraphExamination } from '../../../../src/doctor/graph/graphExamination.ts';
import { originHostOf } from '../../../../src/doctor/graph/repository.ts';
import { factsOf, graphOf, moduleFile, namesOf } from './examinations.ts';

type More = Parameters<typeof graphOf>[1];

const requiring =
  (...modules: string[]) =>
  (more: More = {}) =>
    graphOf(
      `module example.com/shop\n\ngo 1.21\n\n${modules.map((name) => `require ${name} v1.0.0\n`).join('')}`,
      more,
    );
const patterns = (examination: GraphExamination) => factsOf(examination).map(({ pattern }) => pattern);

describe('modules that look private', () => {
  const looking = [
    [
      'a name of an inner domain',
      'git.acme.corp/team/lib',
      'go.acme.internal/x',
      'x.intranet/a',
      'h.lan/a',
      'h.local/a',
    ],
    ['a test domain', 'mods.acme.test/a'],
    ['an address', '10.1.2.3/team/lib'],
    ["a company's repository server", 'git.acme.com/a', 'gitlab.acme.io/g/a', 'bitbucket.acme.de/p/a'],
    ['an inner part', 'go.corp.acme.com/a', 'x.internal.acme.com/a'],
  ] as const;
  for (const [name, ...modules] of looking) {
    it(name, () => {
      for (const module of modules)
        assert.deepEqual(namesOf(requiring(module)()), ['warning private-exposed/looks-private'], module);
    });
  }

  it('a host that is an entry of the list, behind |', () => {
    const goproxy = 'http://goproxy.acme.com:8080|https://goproxy.cn';
    assert.deepEqual(patterns(requiring('goproxy.acme.com/a')({ goproxy })), ['goproxy.acme.com/a']);
  });

  it("a host shared with the main module, where the company's repository is", () => {
    const text = 'module acme.io/shop\n\ngo 1.21\n\nrequire acme.io/lib v1.0.0\n';
    assert.deepEqual(patterns(graphOf(text, { originHost: 'scm.acme.io' })), ['acme.io/lib']);
    assert.deepEqual(namesOf(graphOf(text, { originHost: 'github.com' })), []);
    assert.deepEqual(namesOf(graphOf(text)), []);
  });

  it('are one finding a host, with the narrowest pattern', () => {
    const many = requiring('git.acme.corp/team/a', 'git.acme.corp/team/b/v2', 'git.other.corp/x', 'git.other.corp/y');
    assert.deepEqual(factsOf(many()), [
      { module: 'git.acme.corp/team/a', count: '2', host: 'goproxy.cn', pattern: 'git.acme.corp/team' },
      { module: 'git.other.corp/x', count: '2', host: 'goproxy.cn', pattern: 'git.other.corp' },
    ]);
    assert.deepEqual(patterns(requiring('git.acme.corp/team/lib/v3')()), ['git.acme.corp/team/lib']);
  });

  it('are the ones that are asked for: replacements count, what they replace does not', () => {
    const text = (target: string) =>
      `module m.example\ngo 1.21\nrequire github.com/a/b v1.0.0\nrequire git.acme.corp/a v1.0.0\nreplace git.acme.corp/a => ${target}\n`;
    assert.deepEqual(namesOf(graphOf(text('../a'))), []);
    assert.deepEqual(namesOf(graphOf(text('github.com/c/d v1.0.0'))), []);
    assert.deepEqual(patterns(graphOf(text('git.z.corp/d v1.0.0'))), ['git.z.corp/d']);
  });
});

describe('modules that are not told of', () => {
  const module = requiring('git.acme.corp/team/lib');
  const silent: readonly (readonly [string, GraphExamination])[] = [
    ['covered by GOPRIVATE', module({ settings: { GOPRIVATE: '*.corp' } })],
    ['covered by GONOPROXY', module({ settings: { GONOPROXY: 'git.acme.corp/team' } })],
    ['with a private entry and a comma first', module({ goproxy: 'https://go.acme.example,https://goproxy.cn' })],
    ['with direct first', module({ goproxy: 'direct,https://goproxy.cn' })],
    ['with off', module({ goproxy: 'off' })],
    ['with private entries only', module({ goproxy: 'https://go.acme.example|direct' })],
    ['with a list that go refuses', module({ list: null })],
    ['with vendor in force', { ...module(), vendor: 'flag' }],
    ['vouched for by the checksum database', module({ vouched: new Set(['git.acme.corp/team/lib']) })],
    [
      'modules of the workspace',
      { ...module(), mains: [...module().mains, moduleFile('module git.acme.corp/team/lib\n')] },
    ],
  ];
  for (const [name, examination] of silent) {
    it(name, () =>
      assert.deepEqual(
        namesOf(examination).filter((one) => one.includes('private')),
        [],
      ),
    );
  }

  it('of public hosts, 300 of them', () => {
    const hosts = [
      ...['github.com/org', 'gitlab.com/org', 'bitbucket.org/org', 'gitee.com/org', 'codeberg.org/org', 'golang.org/x'],
      ...['google.golang.org', 'k8s.io', 'sigs.k8s.io', 'go.uber.org', 'go.opentelemetry.io', 'cloud.google.com/go'],
      ...['go.etcd.io', 'gorm.io', 'git.sr.ht/~org', 'gitlab.freedesktop.org/org', 'code.gitea.io', 'filippo.io'],
      ...['git.apache.org', 'gitlab.gnome.org/org', 'honnef.co/go', 'mvdan.cc', 'go.mongodb.org', 'dario.cat'],
      ...['modernc.org', 'src.elv.sh', 'code.cloudfoundry.org', 'rsc.io', 'git.torproject.org', 'example.com/shop'],
    ];
    const modules = hosts.flatMap((host) => Array.from({ length: 10 }, (_, number) => `${host}/m${number}`));
    assert.equal(modules.length, 300);
    assert.deepEqual(namesOf(requiring(...modules)()), []);
  });
});

describe('originHostOf', () => {
  const cases: readonly (readonly [url: string, host: string | null])[] = [
    ['https://git.acme.io/shop.git', 'git.acme.io'],
    ['https://user:secret@git.acme.io:8443/shop.git', 'git.acme.io'],
    ['ssh://git@git.acme.io:22/shop', 'git.acme.io'],
    ['git@GitHub.com:org/repo.git', 'github.com'],
    ['../shop', null],
    ['/srv/git/shop', null],
    ['', null],
  ];
  for (const [url, host] of cases) {
    it(`${url || 'nothing'}: ${host}`, () => {
      const config = `[core]\n\turl = https://no.example/x\n[remote "up"]\n\turl = https://up.example/x\n[remote "origin"]\n\turl = ${url}\n`;
      assert.equal(originHostOf(config), host);
    });
  }
});
