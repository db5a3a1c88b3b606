/**
 * Makes docs/failures.md from the catalogue, the words and the remedies that are really proposed. `node scripts/failurePages.mjs`
 * writes it; with --check it only says whether it is up to date (exit code 1 where it is not).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CATALOGUE } from '../src/failures/catalogue.ts';
import { FAILURE_CODES } from '../src/failures/code.ts';
import { DETAILS } from '../src/failures/details.ts';
import { parseList } from '../src/goproxy/list/list.ts';
import { proposeRemedies } from '../src/remedies/proposeRemedies.ts';
import { causeText } from '../src/text/words/causeText.ts';
import { failureClause } from '../src/text/words/failureText.ts';
import { neverText } from '../src/text/words/neverText.ts';
import { remedyWords } from '../src/text/words/remedyText.ts';
import { GO_WORDS } from './failurePages/goWords.mjs';

const FILE = path.join(import.meta.dirname, '..', 'docs', 'failures.md');

const HEAD = `<!-- Made by scripts/failurePages.mjs from the catalogue: change that, and run it again. -->
# Failures

Go Proxy Doctor knows a failure by its code. The same code stands in the Problems panel, in the report, in \`--json\` and
here. For each code this page says what has happened, what the go command does because of it, and what can be done.

Everything that is pressed or applied can be taken back: *Go Proxy: Undo Last Change* in VS Code, \`goproxy-doctor undo\` in a terminal.

The examples below are those of a list of two mirrors and \`direct\`, of which the first fails, and of a private module,
git.corp.example/shop/lib. The remedy \`use-goproxy\` has three forms: it puts the entry first that was seen to be well; where none is
and all entries are public anyway, it inserts another public mirror; or it writes “|” for “,” behind a public entry that fails. It never
sends what a private entry was asked for to a public mirror without saying so.

## What never to do

Some advice found on the web makes a message go away by giving up the proof that what arrives is what everybody else got. It is
never offered here, and these are the reasons:

- \`GOSUMDB=off\`, \`GONOSUMDB=*\`, \`GOFLAGS=-insecure\`: never. Every module that go.sum does not know yet would be believed
  unseen, from whoever sends it. For your own private modules \`GOPRIVATE\` with their path is enough.
- \`GOINSECURE\`: never. It turns the checking of certificates off where repositories are asked directly; for a module proxy it does nothing.
- \`GONOSUMCHECK\`: never. The variable does not exist any more and does nothing.
- Deleting go.sum: never. It is the record that a changed module is found by.
`;

/** One example for all: a list of two mirrors and direct, of which the first fails. */
const LIST = 'https://mirror-a.example,https://goproxy.cn,direct';

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

/** Returns every remedy that is proposed for the code in whatever circumstances, in the catalogue's order. */
function remediesOf(code) {
  const isOfGit = code.startsWith('vcs-');
  const host = isOfGit ? 'git.corp.example' : 'mirror-a.example';
  const facts = code === 'system-proxy-ignored' ? { proxy: 'http://proxy.corp.example:8080' } : {};
  const about = { module: 'git.corp.example/shop/lib', version: 'v1.2.0', host, facts };
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

/** Remedies that are quite different ones by what is wrong in particular. */
const IN_VARIANTS = new Set(['free-disk', 'pin-toolchain', 'unset-override', 'fix-goproxy-list']);

function remedyItem(remedy, at) {
  const { title, changes, undo, costs } = remedyWords(remedy);
  const lines = [`${at + 1}. **${title}** (\`${remedy.id}\`)`];
  const isOwn = remedy.action.kind === 'retry' || (remedy.action.kind === 'advice' && remedy.store === null);
  if (!isOwn) lines.push(`   - changes: ${changes}`);
  if (remedy.command !== null) lines.push(`   - to type: \`${remedy.command}\``);
  if (!isOwn) lines.push(`   - undo: ${remedy.undo === null ? undo : `\`${undo}\``}`);
  if (costs !== null) lines.push(`   - costs: ${costs}`);
  return lines.join('\n');
}

function detailItem(code, detail) {
  const isCode = FAILURE_CODES.includes(detail) && detail !== code;
  if (isCode) return `- [\`${detail}\`](#${detail}): the look-up or download failed in that way`;
  return `- \`${detail}\`: ${failureClause({ code, detail })}`;
}

function section(code) {
  const { severity, transient } = CATALOGUE[code];
  const { cause, next } = causeText(code);
  const words = GO_WORDS[code] ?? [];
  const remedies = remediesOf(code);
  const never = neverText(code);
  return [
    `## ${code}`,
    cause,
    words.length === 0
      ? 'go’s words do not tell it: an examination finds it.'
      : ['go says, for instance:', '```text', ...words, '```'].join('\n'),
    `**What go does:** ${next}`,
    `**Kind:** ${severity}; ${transient ? 'it may pass by itself.' : 'it lasts until something is changed.'}`,
    ...(DETAILS[code].length === 0
      ? []
      : [['**Details**', '', ...DETAILS[code].map((detail) => detailItem(code, detail))].join('\n')]),
    ...(remedies.length === 0 ? [] : [['**What to do**, the best first', '', ...remedies.map(remedyItem)].join('\n')]),
    ...(never === null ? [] : [`**What never to do:** ${never}`]),
  ].join('\n\n');
}

const page = `${[HEAD, ...FAILURE_CODES.map(section)].join('\n')}\n`
  .replace(/\n(?=## )/g, '\n\n')
  .replace(/\n{3,}/g, '\n\n');

if (process.argv.includes('--check')) {
  const isUpToDate = readFileSync(FILE, 'utf8') === page;
  if (!isUpToDate) console.error('docs/failures.md is not what the catalogue says: run node scripts/failurePages.mjs');
  process.exitCode = isUpToDate ? 0 : 1;
} else {
  writeFileSync(FILE, page);
}
