/** The remedies of each code, as they are proposed for an example: what the page of the failures shows. */
import { CATALOGUE } from '../../src/failures/catalogue.ts';
import { DETAILS } from '../../src/failures/details.ts';
import { parseList } from '../../src/goproxy/list/list.ts';
import { proposeRemedies } from '../../src/remedies/proposeRemedies.ts';
import { remedyWords } from '../../src/text/words/remedy/remedyText.ts';

/** One example for all: a list of two mirrors and direct, of which the first fails. */
const LIST = 'https://mirror-a.example,https://goproxy.cn,direct';

/** Remedies that are quite different ones by what is wrong in particular. */
const IN_VARIANTS = new Set(['free-disk', 'pin-toolchain', 'unset-override', 'fix-goproxy-list']);

/** What an examination finds beside the code. */
const FACTS = {
  'system-proxy-ignored': { proxy: 'http://proxy.corp.example:8080' },
  'netrc-broken': { file: '/home/me/.netrc' },
};

/** Returns every remedy that is proposed for the code in whatever circumstances, in the catalogue's order. */
export function remediesOf(code) {
  const isOfGit = code.startsWith('vcs-');
  const host = isOfGit ? 'git.corp.example' : 'mirror-a.example';
  const about = { module: 'git.corp.example/shop/lib', version: 'v1.2.0', host, facts: FACTS[code] ?? {} };
  const found = new Map();
  for (const context of contexts(code)) {
    for (const detail of [null, ...DETAILS[code]]) {
      for (const entry of isOfGit ? [null] : [0, null]) {
        for (const remedy of proposeRemedies({ code, detail, entry, ...about }, context)) {
          const key = IN_VARIANTS.has(remedy.id) ? remedyWords(remedy).title : remedy.id;
          if (!found.has(key)) found.set(key, remedy);
        }
      }
    }
  }
  const offered = CATALOGUE[code].remedies.filter((id) => id !== 'open-docs');
  return offered.flatMap((id) => [...found.values()].filter((remedy) => remedy.id === id));
}

/** Returns the circumstances in which each remedy shows itself. */
function contexts(code) {
  const of = (value, more = {}) => {
    const list = parseList(value);
    return {
      list: list.ok ? list.value : null,
      better: null,
      examined: true,
      current: { value, store: 'go-env-file' },
      publicMirrors: [],
      shell: 'posix',
      hasCommand: true,
      goVersion: 'go1.26.8',
      ...more,
    };
  };
  if (code === 'goproxy-invalid') return [of('htps://goproxy.cn;DIRECT')];
  if (code === 'goproxy-off') return [of('off'), of('https://goproxy.cn,off')];
  if (code === 'setting-masked') return [of(LIST, { current: { value: LIST, store: 'os-env' } })];
  const local = {
    GOTOOLCHAIN: { value: 'local', store: 'go-env-file' },
    GOSUMDB: { value: 'off', store: 'go-env-file' },
  };
  if (code === 'dns') return [of('https://goproxy.cn;direct'), of(LIST, { better: 1 })];
  if (code === 'vcs-missing') return [of('direct')];
  return [of(LIST, { better: 1 }), of('https://goproxy.cn,direct'), of(LIST, { variables: local })];
}
