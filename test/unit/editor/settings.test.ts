/** The table of settings against the manifest: the same keys, the same defaults. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseNameServer } from '../../../src/net/dns/nameServer.ts';
import { TOOLS } from '../../../src/tools/toolTable.ts';

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Record<string, { default: unknown; scope?: string }> }[];
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly languageModelTools: readonly ManifestTool[];
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

interface ManifestTool {
  readonly name: string;
  readonly toolReferenceName: string;
  readonly canBeReferencedInPrompt: boolean;
  readonly modelDescription: string;
  readonly inputSchema: object;
}

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const properties = Object.assign({}, ...manifest.contributes.configuration.map((one) => one.properties));

/** The table of src/editor/settings.ts, which imports vscode and so cannot be loaded here: its text is read instead. */
function settingsTable(): Record<string, unknown> {
  const [, body = ''] = /export const SETTINGS = (\{[^}]*\}) as const/.exec(read('src/editor/settings.ts')) ?? [];
  return JSON.parse(body.replaceAll("'", '"').replace(/,\s*\}/, '}'));
}

describe('the manifest', () => {
  it('declares the settings of the table, with their defaults', () => {
    const declared = Object.fromEntries(
      Object.entries(properties).map(([key, one]) => [key, (one as { default: unknown }).default]),
    );
    assert.deepEqual(declared, settingsTable());
  });

  it('takes for a name server what we take for one, and tells of anything else', () => {
    const pattern = new RegExp(properties['goProxy.dns.resolver'].pattern);
    const ip = fc.oneof(fc.ipV4(), fc.ipV6());
    const written = fc.tuple(ip, fc.option(fc.integer({ min: 1, max: 65_535 }))).map(([address, port]) => {
      if (port === null) return address;
      return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    });
    fc.assert(
      fc.property(fc.oneof(written, fc.webUrl({ validSchemes: ['https'] })), (text) => {
        assert.notEqual(parseNameServer(text), null, text);
        assert.match(text, pattern);
      }),
    );
    assert.match('', pattern);
    for (const wrong of ['dns.example', '9.9.9', 'http://dns.example/', 'https://', '1.1.1.1:dns', '[1.1.1.1', 'off']) {
      assert.equal(parseNameServer(wrong), null, wrong);
      assert.doesNotMatch(wrong, pattern);
    }
  });

  it('withholds from an untrusted workspace every setting that redirects traffic or starts a process', () => {
    assert.deepEqual([...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort(), [
      'go.goproxy',
      'goProxy.dns.resolver',
      'goProxy.failover.mode',
      'goProxy.goPath',
      'goProxy.mirrors',
    ]);
  });

  it('declares the commands that the code registers, all in one category', () => {
    const ids = [...read('src/editor/commands.ts').matchAll(/'(goProxy\.\w+)'/g)].map(([, id]) => id);
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), ids.sort());
    assert.ok(manifest.contributes.commands.every(({ category }) => category === 'Go Proxy'));
  });
});

describe('the manifest’s language-model tools', () => {
  for (const language of ['', '.zh-cn']) {
    const texts = JSON.parse(read(`package.nls${language}.json`)) as Record<string, string>;
    const filled = (value: unknown) =>
      JSON.parse(JSON.stringify(value), (_, text) => (/^%.*%$/.test(text) ? texts[text.slice(1, -1)] : text));
    const tools = filled(manifest.contributes.languageModelTools) as readonly ManifestTool[];

    it(`are those of the table, in words for models that are the same in every language: package.nls${language}.json`, () => {
      assert.deepEqual(
        tools.map(({ name, modelDescription, inputSchema }) => ({
          name,
          description: modelDescription,
          input: inputSchema,
        })),
        TOOLS.map(({ name, description, input }) => ({ name, description, input })),
      );
    });
  }

  it('can be named in a prompt', () => {
    for (const { name, toolReferenceName, canBeReferencedInPrompt } of manifest.contributes.languageModelTools) {
      // VS Code's own rules.
      assert.match(name, /^(?!copilot_|vscode_)[\w-]+$/);
      assert.match(toolReferenceName, /^[\w-]+$/);
      assert.ok(canBeReferencedInPrompt);
    }
  });
});

/** Returns all that people read, however deep it lies. */
function textsOf(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return /^title$|description|errorMessage$/i.test(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => textsOf(one, Array.isArray(value) ? key : name));
}

describe('the manifest’s texts', () => {
  const english = JSON.parse(read('package.nls.json')) as Record<string, string>;
  const chinese = JSON.parse(read('package.nls.zh-cn.json')) as Record<string, string>;

  it('are all there, in both languages, and none is left over', () => {
    const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual(Object.keys(english).sort(), [...new Set(used)].sort());
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  });

  it('stand in no other place', () => {
    const plain = textsOf(JSON.parse(read('package.json'))).filter((text) => !text.startsWith('%'));
    assert.deepEqual(plain.sort(), ['English', 'Go Proxy', '简体中文']);
  });

  it('name the same settings, files and values in both', () => {
    const names = (text: string | undefined) => (text?.match(/`[^`]*`|\bgo\.\w+\b|GO[A-Z]{3,}/g) ?? []).sort();
    for (const [key, text] of Object.entries(english)) assert.deepEqual(names(chinese[key]), names(text), key);
  });
});
