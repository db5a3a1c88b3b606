/** What each system prints or keeps of its forward proxy, as one shape. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editorProxy } from '../../../../../src/net/forwardProxy/systemProxy/editorProxy.ts';
import { parseSystemProxy } from '../../../../../src/net/forwardProxy/systemProxy/parseSystemProxy.ts';

type Source = Parameters<typeof parseSystemProxy>[0];

const P = 'http://proxy.test:3128';

/** In short: http, https, script, exceptions; null for none. */
function seen(source: Source, text: string): readonly unknown[] | null {
  const proxy = parseSystemProxy(source, text);
  if (proxy === null) return null;
  assert.equal(proxy.source, source);
  return [proxy.http, proxy.https, proxy.script, proxy.exceptions.join(' ')];
}

describe('the proxy of Windows', () => {
  const reg = (...values: string[]) =>
    `\r\nHKEY_CURRENT_USER\\Software\\…\\Internet Settings\r\n${values.map((line) => `    ${line}\r\n`).join('')}\r\n`;
  const ON = 'ProxyEnable    REG_DWORD    0x1';
  const server = (text: string) => `ProxyServer    REG_SZ    ${text}`;

  it('one for all', () => {
    const text = reg(
      'User Agent    REG_SZ    x',
      ON,
      server('proxy.test:3128'),
      'ProxyOverride    REG_SZ    *.corp;<local>',
    );
    assert.deepEqual(seen('windows', text), [P, P, null, '*.corp <local>']);
    assert.deepEqual(seen('windows', text.replaceAll('\r\n', '\r\r\n')), [P, P, null, '*.corp <local>']);
  });

  it('one a scheme, and SOCKS for what has none', () => {
    assert.deepEqual(seen('windows', reg(ON, server('http=h.test:1;https=s.test:2;ftp=f.test:3'))), [
      ...['http://h.test:1', 'http://s.test:2', null, ''],
    ]);
    assert.deepEqual(seen('windows', reg(ON, server('http=h.test:1;socks=k.test:4'))), [
      ...['http://h.test:1', 'socks5://k.test:4', null, ''],
    ]);
    assert.deepEqual(seen('windows', reg(ON, server('ftp=f.test:3'))), null);
    assert.equal(seen('windows', reg(ON, server('https=http://s.test:2/')))?.[1], 'http://s.test:2');
  });

  it('nothing where it is switched off, a script or its search beside it', () => {
    assert.equal(seen('windows', reg('ProxyEnable    REG_DWORD    0x0', server('proxy.test:3128'))), null);
    assert.equal(seen('windows', reg(server('proxy.test:3128'))), null);
    assert.equal(seen('windows', reg(ON, 'ProxyServer    REG_SZ')), null);
    const script = 'AutoConfigURL    REG_SZ    http://pac.test/p.pac';
    assert.deepEqual(seen('windows', reg(script)), [null, null, 'http://pac.test/p.pac', '']);
    assert.deepEqual(seen('windows', reg('AutoDetect    REG_DWORD    0x1')), [null, null, 'auto-detect', '']);
  });
});

describe('the proxy of macOS', () => {
  const scutil = (...lines: string[]) => `<dictionary> {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

  it('one a scheme, with exceptions', () => {
    const text = scutil(
      ...['ExceptionsList : <array> {', '  0 : *.local', '  1 : 169.254/16', '}', 'FTPPassive : 1'],
      ...['HTTPEnable : 1', 'HTTPPort : 3128', 'HTTPProxy : proxy.test'],
      ...['HTTPSEnable : 1', 'HTTPSPort : 3129', 'HTTPSProxy : proxy.test', 'ExcludeSimpleHostnames : 1'],
    );
    assert.deepEqual(seen('macos', text), [P, 'http://proxy.test:3129', null, '*.local 169.254/16 <local>']);
  });

  it('SOCKS, a script, the search for one', () => {
    const socks = scutil(
      'SOCKSEnable : 1',
      'SOCKSPort : 1080',
      'SOCKSProxy : s.test',
      'HTTPEnable : 0',
      'HTTPProxy : h.test',
    );
    assert.deepEqual(seen('macos', socks), ['socks5://s.test:1080', 'socks5://s.test:1080', null, '']);
    const script = scutil('ProxyAutoConfigEnable : 1', 'ProxyAutoConfigURLString : http://pac.test/p.pac');
    assert.equal(seen('macos', script)?.[2], 'http://pac.test/p.pac');
    assert.equal(seen('macos', scutil('ProxyAutoDiscoveryEnable : 1'))?.[2], 'auto-detect');
  });

  it('nothing where nothing is on, nor for one interface alone', () => {
    assert.equal(seen('macos', scutil('FTPPassive : 1')), null);
    assert.equal(seen('macos', '<dictionary> {\n}\n'), null);
    const scoped = [
      '__SCOPED__ : <dictionary> {',
      '  en0 : <dictionary> {',
      '    HTTPSEnable : 1',
      '    HTTPSProxy : h.test',
    ];
    assert.equal(seen('macos', scutil(...scoped, '  }', '}')), null);
  });
});

describe('the proxy of GNOME', () => {
  const gsettings = (mode: string, ...lines: string[]) =>
    [`org.gnome.system.proxy mode '${mode}'`, ...lines.map((line) => `org.gnome.system.proxy${line}`)].join('\n');
  const http = [".http host 'proxy.test'", '.http port 3128'];

  it('by hand: for https too, unless that was taken away', () => {
    assert.deepEqual(seen('gnome', gsettings('manual', ...http, ` ignore-hosts ['localhost', "a'b", '::1']`)), [
      ...[P, P, null, "localhost a'b ::1"],
    ]);
    assert.deepEqual(seen('gnome', gsettings('manual', ...http, ' use-same-proxy false')), [P, null, null, '']);
    const https = [".https host 's.test'", '.https port 8443'];
    assert.equal(seen('gnome', gsettings('manual', ...http, ...https))?.[1], 'http://s.test:8443');
    const socks = gsettings('manual', ".http host ''", '.http port 8080', ".socks host 's.test'", '.socks port 1080');
    assert.equal(seen('gnome', socks)?.[1], 'socks5://s.test:1080');
  });

  it('a script, the search for one, and none', () => {
    assert.equal(
      seen('gnome', gsettings('auto', " autoconfig-url 'http://pac.test/p.pac'"))?.[2],
      'http://pac.test/p.pac',
    );
    assert.equal(seen('gnome', gsettings('auto', " autoconfig-url ''"))?.[2], 'auto-detect');
    assert.equal(seen('gnome', gsettings('none', ...http)), null);
    assert.equal(seen('gnome', 'No such schema “org.gnome.system.proxy”'), null);
  });
});

describe('the proxy of KDE', () => {
  const kde = (...lines: string[]) =>
    ['[$Version]', 'httpsProxy=http://x.test', '[Proxy Settings]', ...lines].join('\n');
  const manual = ['httpProxy=http://proxy.test 3128', 'httpsProxy[$e]=http://s.test:2', 'NoProxyFor=localhost,.corp'];

  it('by hand, in both ways of writing a port', () => {
    assert.deepEqual(seen('kde', kde('ProxyType=1', ...manual, '[Other]', 'NoProxyFor=x')), [
      ...[P, 'http://s.test:2', null, 'localhost .corp'],
    ]);
    assert.equal(seen('kde', kde('ProxyType=1', 'socksProxy=socks://s.test 1080'))?.[1], 'socks5://s.test:1080');
    assert.equal(seen('kde', kde('ProxyType=1', ...manual, 'ReversedException=true'))?.[3], '*');
  });

  it('a script, the search for one, the environment’s, and none', () => {
    assert.equal(
      seen('kde', kde('ProxyType=2', 'Proxy Config Script=http://pac.test/p.pac'))?.[2],
      'http://pac.test/p.pac',
    );
    assert.equal(seen('kde', kde('ProxyType=3'))?.[2], 'auto-detect');
    for (const type of ['ProxyType=4', 'ProxyType=0', '']) assert.equal(seen('kde', kde(type, ...manual)), null);
  });
});

describe('the proxy of /etc/environment and of the editor', () => {
  it('is read with quotes and export, in either case', () => {
    const text = `# x\nPATH="/bin"\nexport HTTPS_PROXY="${P}"\nhttp_proxy=proxy.test:3128\nno_proxy=localhost, .corp\n`;
    assert.deepEqual(seen('login', text), [P, P, null, 'localhost .corp']);
    assert.equal(seen('login', 'PATH=/bin\nALL_PROXY=http://x.test\n'), null);
  });

  it('is that of http.proxy', () => {
    assert.equal(editorProxy('', []), null);
    assert.deepEqual(editorProxy(`${P}/`, ['.corp']), {
      ...{ source: 'vscode', http: P, https: P, script: null, exceptions: ['.corp'] },
    });
  });
});

describe('every parser', () => {
  const sources: readonly Source[] = ['windows', 'macos', 'gnome', 'kde', 'login'];

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.string({ unit: 'binary' }), (source, text) => {
        parseSystemProxy(source, text);
      }),
    );
  });

  it('takes long lines of what its patterns repeat', () => {
    for (const source of sources) {
      for (const piece of [
        '\r',
        ' ',
        '/',
        "'",
        '"',
        ';',
        '}',
        '    REG_SZ    ',
        'a=',
        '[',
        'org.gnome.system.proxy ',
      ]) {
        parseSystemProxy(source, piece.repeat(200_000));
        parseSystemProxy(source, `HTTPS_PROXY=${piece.repeat(200_000)}\n`);
      }
    }
  });
});
