/** Ours against Go's own libraries, over seeded random input: what go would say is the only right answer. Skipped without go. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { trimGoSpace } from '../../../src/goproxy/golang/goSpace.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { matchGlob } from '../../../src/goproxy/module/glob.ts';
import { parseGoMod } from '../../../src/goproxy/module/goMod.ts';
import { parseGoWork } from '../../../src/goproxy/module/goWork.ts';
import { escapePath, unescapePath } from '../../../src/goproxy/module/modulePath.ts';
import { matchPrefixPatterns } from '../../../src/goproxy/module/patterns.ts';
import {
  canonicalVersion,
  compareVersions,
  escapeVersion,
  isPseudoVersion,
  isVersionOf,
  parseVersion,
} from '../../../src/goproxy/module/version.ts';
import { readInfo } from '../../../src/goproxy/protocol/info.ts';
import { requestUrl } from '../../../src/goproxy/protocol/protocol.ts';
import { parseGosumdb } from '../../../src/goproxy/protocol/sumdb.ts';
import { buildReference, type GoReference } from './goReference.ts';

const SEED = 20260101;

/** Strings put together from pieces that matter, and now and then from anything. */
function made(pieces: readonly string[], maxLength = 6): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...pieces) },
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  return fc.array(piece, { maxLength }).map((parts) => parts.join(''));
}

/** The arguments of a question that has one. */
function alone(text: string): [string] {
  return [text];
}

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed: SEED });
}

/** The scheme that go puts before an entry without one. */
function inferred(value: string): string {
  return /[.:/]/.test(value) && !/:\/|^\//.test(value) ? `https://${value}` : value;
}

describe('goproxy against Go itself', function () {
  this.timeout(120_000);
  let reference: GoReference | null = null;

  before(async function () {
    reference = await buildReference();
    if (reference === null) this.skip();
  });
  after(() => reference?.dispose());

  /** Puts each input to Go and to `ours` and compares. */
  async function compare<T extends string[]>(op: string, inputs: readonly T[], ours: (...args: T) => unknown) {
    assert.ok(reference !== null);
    const answers = await reference.ask(inputs.map((args) => ({ op, args })));
    assert.equal(answers.length, inputs.length);
    inputs.forEach((args, at) => {
      assert.deepEqual(ours(...args), answers[at], `${op} ${JSON.stringify(args)}`);
    });
  }

  const hosts = [
    'a.b',
    'localhost',
    '[::1]',
    '[fe80::1%25e]',
    '[1.2.3.4]',
    'h:1',
    ':8',
    'h:1:2',
    '%C3%BC',
    'ü',
    'u:p@',
    '@',
    'A',
  ];
  const bits = [
    '/',
    '//',
    '/..',
    '/.',
    '%2F',
    '%2f',
    '%41',
    '%',
    '%zz',
    '?',
    '?x=1',
    '#',
    '#f',
    '!',
    ' ',
    "'",
    '(',
    '[',
    '中',
    '\\',
    '*',
    ':',
  ];
  const schemes = [
    'https://',
    'http://',
    'HTTP://',
    'file://',
    'file:///',
    'file:/',
    'https:/',
    'https:',
    'ftp://',
    '',
  ];
  const url = fc
    .tuple(fc.constantFrom(...schemes), made(hosts, 2), made([...bits, 'a', 'b.c'], 5))
    .map((parts) => parts.join(''));

  it('reads the same lists', async () => {
    const piece = fc.oneof(url, fc.constantFrom('direct', 'off', '', ' ', 'word', '\u0085', '\ufeff', 'a b'));
    const list = fc
      .array(fc.tuple(piece, fc.constantFrom(',', '|', ', ')), { maxLength: 4 })
      .map((parts) => parts.flat().join(''));
    const inputs = [...sample(list, 3000), ...sample(url, 3000)].map(alone);
    await compare('list', inputs, (text) => {
      const parsed = parseList(text);
      if (!parsed.ok) return parsed.error.detail;
      const read = parsed.value.entries.filter(({ kind }) => kind !== 'unread');
      return read.map(({ kind, value, separator }, at) => ({
        URL: kind === 'url' ? inferred(value) : value,
        // go keeps a bar at the end of the list, where nothing comes of it.
        OnAny:
          kind === 'url' &&
          (at === read.length - 1 ? /\|[\s\u0085,|]*$/.test(lastPart(text, read)) : separator === '|'),
      }));
    });
  });

  /** What stands after the last entry in the text. */
  function lastPart(text: string, read: readonly { value: string }[]): string {
    let at = 0;
    for (const { value } of read) at = text.indexOf(value, at) + value.length;
    return (/^[\s\u0085]*\|/.exec(text.slice(at)) ?? [''])[0];
  }

  it('sends the same requests', async () => {
    const paths = [
      'github.com/!azure/x/@v/v1.0.0.info',
      'golang.org/x/text/@v/list',
      'a.b/@latest',
      'a.b/@v/a,b+c&d=@e[f];g.info',
      'a.b/@v/50%25 !x.mod',
      'sumdb/sum.golang.org/supported',
      'sumdb/sum.golang.org/lookup/github.com/!azure/x@v1.0.0+incompatible',
    ];
    const valid = sample(url, 6000).filter((text) => {
      const parsed = parseList(text);
      const [entry] = parsed.ok ? parsed.value.entries : [];
      return (
        entry?.kind === 'url' && entry.host !== '' && entry.index === 0 && !/[,|]/.test(text) && entry.value === text
      );
    });
    assert.ok(valid.length > 300, String(valid.length));
    const inputs = valid.flatMap((text, at) => [[text, paths[at % paths.length] ?? ''] as const]);
    await compare(
      'url',
      inputs.map(([text, path]): [string, string] => [inferred(text), path]),
      (text, path) => {
        const parsed = parseList(text);
        assert.ok(parsed.ok);
        const [entry] = parsed.value.entries;
        assert.ok(entry?.kind === 'url');
        const [, authority = '', target = ''] = /^[a-z]+:\/\/([^/?]*)(.*)$/s.exec(requestUrl(entry.url, path)) ?? [];
        const host = authority.slice(authority.lastIndexOf('@') + 1).replaceAll('%25', '%');
        return { target, host: entry.host.startsWith(':') ? host.replace('localhost', '') : host };
      },
    );
  });

  it('matches the same patterns', async () => {
    const glob = made([...'* ? [a-c] [^a] [] [a ] - \\ \\* a b ab . / , [/] [\\]] é **'.split(' '), ' '], 8);
    const target = made([...'a b c ab / . é * ] - \\'.split(' '), ' '], 8);
    const likely = fc.tuple(made('* ? [a-c] a b / ,'.split(' '), 7), made('a b a/b /'.split(' '), 4));
    await compare('match', [...sample(fc.tuple(glob, target), 8000), ...sample(likely, 4000)], matchPrefixPatterns);
    assert.equal(matchGlob('[', '['), false);
  });

  it('knows the same module paths', async () => {
    const pieces = '/ / /v2 /v1 /v02 /v2.1 .v1 .v0 .v01 -unstable x X con CON.x ~1 a~1 . .. - _ ~ + !a ! é @'.split(
      ' ',
    );
    const host = fc.constantFrom(...'github.com/ gopkg.in/ a.b a.b/ A.b/ -a.b/ a/ . /'.split(' '), '');
    const path = fc.tuple(host, made(pieces)).map((parts) => parts.join(''));
    await compare('path', sample(path, 10_000).map(alone), escapePath);
    await compare('unpath', sample(path, 10_000).map(alone), unescapePath);
  });

  it('knows the same versions', async () => {
    const stamps = '-20060102150405-abcdef123456 -0.20060102150405-abcdef123456 -pre.0.20060102150405-a'.split(' ');
    const pieces = [...'. .0 .1 .01 1 0 10 - -rc -01 -0 .x + +incompatible +b.01 a/b ! con'.split(' '), ...stamps];
    const start = fc.constantFrom(...'v v1 v1.2 v0.0.0 v1.2.3 v2.0.0 v3 1 con'.split(' '), '');
    const version = fc.tuple(start, made(pieces, 3)).map((parts) => parts.join(''));
    await compare('version', sample(version, 10_000).map(alone), (text) => ({
      valid: parseVersion(text) !== null,
      canonical: canonicalVersion(text) ?? '',
      pseudo: isPseudoVersion(text),
      escaped: escapeVersion(text) ?? '',
    }));
    await compare('compare', sample(fc.tuple(version, version), 5000), (a, b) => Math.sign(compareVersions(a, b)));
    const paths = 'a.b/c a.b/c/v2 gopkg.in/x.v1 gopkg.in/x.v2 gopkg.in/x.v2-unstable gopkg.in/x.v0 a.b/v1 x'.split(' ');
    await compare('check', sample(fc.tuple(fc.constantFrom(...paths), version), 5000), isVersionOf);
  });

  it('reads the same .info', async () => {
    const value = fc.constantFrom(
      '"v1.0.0"',
      '""',
      'null',
      '1',
      'true',
      '[]',
      '{}',
      '"2024-01-02T03:04:05Z"',
      '"2024-13-02T03:04:05Z"',
      '"2024-01-02"',
      '"2024-01-02T03:04:05.123+08:00"',
      '{"VCS":"git"}',
      '{"vcs":1}',
      '{"X":1}',
      '"\\u00e9"',
    );
    const key = fc.constantFrom('Version', 'version', 'VERSION', 'Ver\u017fion', 'Time', 'time', 'Origin', 'X');
    const json = fc
      .uniqueArray(fc.tuple(key, value), { maxLength: 3, selector: ([name]) => name })
      .map((fields) => `{${fields.map(([name, text]) => `"${name}":${text}`).join()}}`);
    const broken = made(['{', '}', '"Version"', ':', '"v1.0.0"', ',', 'null', '[]', ' ', '\ufeff', '1', '<html>']);
    const inputs = [...sample(json, 3000), ...sample(broken, 2000)].map(alone);
    await compare('info', inputs, (text) => readInfo(text)?.version ?? null);
  });

  it('reads the same go.mod', async () => {
    const line = fc.constantFrom(
      'module a.b/c',
      'module "a.b/c"',
      'module `a.b/c` // x',
      'go 1.21',
      'go 1.21.0 // x',
      'toolchain go1.22.0',
      'require a.b/d v1.0.0',
      'require a.b/d v1.0.0 // indirect',
      'require a.b/d v1.0.0 // indirect; x',
      'require a.b/d v1.0.0 //indirect x',
      'require (',
      '\ta.b/e v1.2.3',
      '\ta.b/e v1.2.3 // indirect',
      '\t"a.b/f" v0.0.0-20060102150405-abcdef123456',
      ')',
      'replace a.b/d => ../d',
      'replace a.b/d v1.0.0 => a.b/x v1.0.1',
      'replace (',
      '\ta.b/d v1.0.0 => "./x y"',
      '\ta.b/e=>../e',
      'exclude a.b/d v1.0.0',
      'exclude (',
      '\ta.b/g v1.0.0',
      'retract [v1.0.0, v1.1.0]',
      'retract (',
      '\tv1.0.0 // why',
      '',
      '// comment',
      '\t// comment',
      'tool a.b/c/t',
      'a.b/h v1.0.0',
    );
    // Blocks are closed: what a half-written block holds is ours to guess, not go's.
    const file = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
      .map(([lines, end, named]) => [...(named ? ['module a.b/c'] : []), ...balanced(lines), ''].join(end));
    const inputs = sample(file, 8000).map(alone);
    assert.ok(reference !== null);
    const answers = await reference.ask(inputs.map((args) => ({ op: 'gomod', args })));
    let compared = 0;
    inputs.forEach(([text], at) => {
      // Where go refuses the file, ours is to give what it can: no question of right or wrong.
      if (answers[at] === null) return;
      compared++;
      const { module, go, toolchain, requires, replaces } = parseGoMod(text);
      // Of a module that is not the main one go reads no toolchain and no replacements.
      const ours = {
        module: module ?? '',
        go: go ?? '',
        toolchain: isLax(answers[at]) ? '' : (toolchain ?? ''),
        requires: requires.map((one) => [one.module, one.version, one.indirect, one.line]),
        replaces: isLax(answers[at])
          ? []
          : replaces.map((one) => [one.old, one.oldVersion ?? '', one.new, one.newVersion ?? '', one.line]),
      };
      assert.deepEqual({ ...ours, lax: isLax(answers[at]) }, answers[at], JSON.stringify(text));
    });
    assert.ok(compared > 1000, String(compared));
  });

  function isLax(answer: unknown): boolean {
    return (answer as { lax: boolean }).lax;
  }

  /** Closes blocks that a random choice of lines left open, and drops ends without a beginning. */
  function balanced(lines: readonly string[]): string[] {
    const out: string[] = [];
    let open = false;
    for (const line of lines) {
      const opens = line.endsWith('(');
      const inBlock = line.startsWith('\t');
      if (open && !inBlock) out.push(')');
      if (!open && inBlock) continue;
      open = opens || (open && inBlock);
      if (line !== ')') out.push(line);
    }
    return open ? [...out, ')'] : out;
  }

  it('reads the same go.work', async () => {
    const files = [
      'go 1.21\nuse .\n',
      'go 1.21\nuse (\n\t./a // x\n\t"../b c"\n)\n',
      'use ./a\n',
      '',
      'go 1.21\nreplace a.b => ./x\n',
    ];
    await compare('gowork', files.map(alone), (text) => parseGoWork(text).uses);
  });

  it('reads the same GOSUMDB', async () => {
    const known = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    const value = made(
      [
        'off',
        'sum.golang.org',
        'sum.golang.google.cn',
        known,
        known.toUpperCase(),
        known.replace('033', '034'),
        ' ',
        ' https://x',
        ' http://h:1:2',
        'on',
        '+',
        '\u00a0',
      ],
      3,
    );
    await compare('gosumdb', sample(value, 2000).map(alone), (text) => {
      const parsed = parseGosumdb(text);
      if (parsed.kind === 'off') return 'off';
      if (parsed.kind === 'invalid') return parsed.detail;
      return parsed.url === null ? parsed.name : `${parsed.name} ${parsed.url}`;
    });
  });

  it('trims the same white space', async () => {
    const inputs = sample(
      made([' ', '\t', '\u0085', '\u00a0', '\ufeff', '\u200b', '\u2028', '\u3000', '\u180e', 'x', '\0']),
      1000,
    );
    await compare('trim', inputs.map(alone), (text) => trimGoSpace(text));
  });
});
