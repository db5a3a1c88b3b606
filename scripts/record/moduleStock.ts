/** The modules that the recorded commands ask for: made-up ones, and stand-ins under well-known names. */
import { moduleHash } from '../../test/lab/content/moduleHash.ts';
import { goSumLines, type LabModule, type LabModules } from '../../test/lab/content/modules.ts';
import { zipArchive } from '../../test/lab/content/zipArchive.ts';

interface Source {
  readonly name: string;
  readonly requires?: readonly string[];
  /** Instead of what is made of `requires`. */
  readonly goMod?: string;
  /** Beyond go.mod and the package in the module's root. */
  readonly files?: Readonly<Record<string, string>>;
}

const SOURCES: readonly Source[] = [
  { name: 'github.com/acme/widgets@v1.2.0', requires: ['github.com/acme/gears@v0.4.1'] },
  { name: 'github.com/acme/widgets@v1.3.0', requires: ['github.com/acme/gears@v0.5.0'] },
  { name: 'github.com/acme/gears@v0.4.1', requires: ['golang.org/x/text@v0.14.0'] },
  { name: 'github.com/acme/gears@v0.5.0', requires: ['golang.org/x/text@v0.14.0', 'gopkg.in/yaml.v3@v3.0.1'] },
  { name: 'golang.org/x/text@v0.14.0', files: { 'language/language.go': 'package language\n\nconst Und = "und"\n' } },
  { name: 'gopkg.in/yaml.v3@v3.0.1' },
  { name: 'github.com/BurntSushi/toml@v1.3.2' },
  { name: 'k8s.io/klog/v2@v2.110.1' },
  { name: 'github.com/acme/tools@v0.0.0-20240102030405-0123456789ab' },
  { name: 'github.com/acme/hello@v1.0.0', files: { 'main.go': 'package main\n\nfunc main() {}\n' } },
  { name: 'corp.example.com/team/lib@v0.1.0' },
  { name: 'github.com/acme/renamed@v1.0.0', goMod: 'module github.com/acme-inc/renamed\n\ngo 1.19\n' },
  { name: 'github.com/acme/modern@v1.0.0', goMod: 'module github.com/acme/modern\n\ngo 1.99.0\n' },
  { name: 'github.com/acme/sorry@v1.0.0' },
  {
    name: 'github.com/acme/sorry@v1.0.1',
    goMod: 'module github.com/acme/sorry\n\ngo 1.19\n\n// Published by mistake.\nretract [v1.0.0, v1.0.1]\n',
  },
];

/** Builds them all. */
export async function buildStock(): Promise<LabModules> {
  const all = await Promise.all(SOURCES.map(build));
  const find = (path: string, version: string) => all.find((one) => one.path === path && one.version === version);
  return {
    all,
    find,
    versions: (path) => all.filter((module) => module.path === path),
    goSum: (names = all.map((one) => `${one.path}@${one.version}`)) =>
      all
        .filter((module) => names.includes(`${module.path}@${module.version}`))
        .map(goSumLines)
        .sort()
        .join(''),
  };
}

async function build(source: Source): Promise<LabModule> {
  const [path = '', version = ''] = source.name.split('@');
  const goMod = source.goMod ?? goModText(path, source.requires ?? []);
  const imports = (source.requires ?? []).map((name) => `import _ "${name.split('@')[0]}"\n`).join('');
  const isProgram = source.files?.['main.go'] !== undefined;
  const packageName = (/([a-z]+)(\.v\d|\/v\d)?$/.exec(path)?.[1] ?? 'lib').toLowerCase();
  const code = `package ${packageName}\n\n${imports}\nconst Version = "${version}"\n`;
  const texts = { 'go.mod': goMod, ...(isProgram ? {} : { 'lib.go': code }), ...source.files };
  const named = (content: (name: string, text: string) => string) =>
    new Map(
      Object.entries(texts).map(([name, text]) => [`${path}@${version}/${name}`, Buffer.from(content(name, text))]),
    );
  const files = named((_name, text) => text);
  const zip = await zipArchive(files);
  const altered = named((name, text) => (name.endsWith('.go') ? `${text}\n// Altered.\n` : text));
  return {
    path,
    version,
    time: '2024-01-02T03:04:05Z',
    goMod,
    zip,
    alteredZip: await zipArchive(altered),
    corruptZip: spoilFirstFile(zip, Buffer.from(goMod)),
    zipHash: moduleHash(files),
    modHash: moduleHash(new Map([['go.mod', Buffer.from(goMod)]])),
  };
}

/** Stored, not compressed: the content stands in the archive as it is. */
function spoilFirstFile(zip: Buffer, content: Buffer): Buffer {
  const spoiled = Buffer.from(zip);
  spoiled[spoiled.indexOf(content) + content.length - 1] = 0x20;
  return spoiled;
}

function goModText(path: string, requires: readonly string[]): string {
  const lines = requires.map((name) => `\t${name.replace('@', ' ')}\n`).join('');
  return `module ${path}\n\ngo 1.19\n${lines === '' ? '' : `\nrequire (\n${lines})\n`}`;
}
