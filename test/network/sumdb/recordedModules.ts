/** The public versions of which a mirror's and the checksum database's answers are recorded: `node scripts/recordSumdb.mjs`. */

export interface RecordedModule {
  readonly module: string;
  readonly version: string;
  /** The archive is recorded too: it is small. */
  readonly withZip?: true;
}

/** Grouped by what is special about them. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'the first record of all, and others of the first tiles': [
    'golang.org/x/text@v0.3.0',
    'cloud.google.com/go@v0.26.0',
    'gotest.tools@v2.2.0+incompatible',
    'github.com/pkg/errors@v0.8.0',
  ],
  'upper case': [
    'github.com/BurntSushi/toml@v0.3.1',
    'github.com/OneOfOne/xxhash@v1.2.2',
    'github.com/PuerkitoBio/goquery@v1.5.0',
    'github.com/DataDog/zstd@v1.4.1',
  ],
  '+incompatible': [
    'github.com/coreos/etcd@v3.3.10+incompatible',
    'github.com/go-chi/chi@v4.0.0-rc2+incompatible',
    'github.com/docker/docker@v24.0.7+incompatible',
    'github.com/Knetic/govaluate@v3.0.1-0.20171022003610-9aa49832a739+incompatible',
  ],
  'major versions': [
    'rsc.io/quote/v3@v3.1.0',
    'github.com/cespare/xxhash/v2@v2.2.0',
    'github.com/urfave/cli/v2@v2.0.0-alpha.2',
    'gopkg.in/yaml.v3@v3.0.1',
  ],
  'pseudo-versions': [
    'golang.org/x/net@v0.0.0-20190311183353-d8887717615a',
    'gopkg.in/check.v1@v0.0.0-20161208181325-20d25e280405',
    'honnef.co/go/tools@v0.0.0-20190102054323-c2f93a96b099',
    'golang.org/x/xerrors@v0.0.0-20240903120638-7835f813f4da',
  ],
  toolchains: ['golang.org/toolchain@v0.0.1-go1.21.0.linux-amd64', 'golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64'],
  'records of later years': [
    'golang.org/x/text@v0.14.0',
    'google.golang.org/protobuf@v1.36.0',
    'golang.org/x/mod@v0.39.0',
  ],
  'what mirrors are compared by, beside golang.org/x/text': ['golang.org/x/arch@v0.8.0'],
};

const WITH_ZIP = ['rsc.io/quote@v1.5.2', 'rsc.io/sampler@v1.3.0'];

export const RECORDED_MODULES: readonly RecordedModule[] = [
  ...Object.values(GROUPS).flat().map(read),
  ...WITH_ZIP.map((name) => ({ ...read(name), withZip: true as const })),
];

function read(name: string): RecordedModule {
  const [module = '', version = ''] = name.split('@');
  return { module, version };
}
