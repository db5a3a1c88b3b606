/** The example for other extensions, run against the API that the extension makes; its types are held against it by the compiler. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { downloadTrouble } from '../../../examples/extension/downloadTrouble.ts';
import { EXTENSION_ID, type GoProxyDoctor, type Snapshot } from '../../../examples/extension/goProxyDoctor.ts';
import type { Monitor } from '../../../src/doctor/watch/monitor.ts';
import { UNSEEN_SNAPSHOT } from '../../../src/doctor/watch/snapshot.ts';
import { type Api, makeApi, NOTHING_SEEN } from '../../../src/editor/api.ts';
import type { ListState } from '../../../src/health/listState.ts';
import { jsonReport } from '../../../src/text/report/examination/jsonReport.ts';
import { examined } from '../../support/examinations.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');

function apiOf(state: ListState, seen: object | null): GoProxyDoctor {
  const monitor = { snapshot: { ...UNSEEN_SNAPSHOT, state } } as Pick<Monitor, 'snapshot'> as Monitor;
  // Neither way would the compiler let one have what the other has not.
  const api: Api = makeApi(monitor, () => seen);
  const doctor: GoProxyDoctor & Api = api;
  return doctor;
}

const installed = (api: unknown) => ({ activate: async () => api }) as Parameters<typeof downloadTrouble>[0];
const failing = jsonReport(examined('https://u:geheim@a.test,https://b.test', ['failing', 'healthy']));

describe('docs/api.md', () => {
  it('shows an example that tells what is wrong', async () => {
    const said = await downloadTrouble(installed(apiOf('failing', { ...NOTHING_SEEN, ...failing })));
    assert.match(said ?? '', /./);
    assert.doesNotMatch(said ?? '', /geheim|undefined/);
  });

  it('says nothing where nothing is wrong, or nothing is known', async () => {
    assert.equal(await downloadTrouble(undefined), null);
    assert.equal(await downloadTrouble(installed({ ...apiOf('failing', failing), apiVersion: 2 })), null);
    assert.equal(await downloadTrouble(installed(undefined)), null);
    assert.equal(await downloadTrouble(installed(apiOf('checking', null))), null);
  });

  it('names the fields that a snapshot has, before the first look too', () => {
    const page = readFileSync(path.join(ROOT, 'docs', 'api.md'), 'utf8');
    const first = apiOf('checking', null).snapshot();
    const later = apiOf('failing', { ...NOTHING_SEEN, ...failing }).snapshot() as Snapshot;
    for (const field of Object.keys({ ...first, ...later })) {
      if (!['checks', 'ms', 'at'].includes(field)) assert.ok(page.includes(`\`${field}\``), field);
    }
    assert.deepEqual(first, { schema: 1, state: 'checking', reason: null, ...NOTHING_SEEN });
    const [entry] = later.entries;
    assert.deepEqual([entry?.index, entry?.value, entry?.ok, entry?.go], [0, 'https://***@a.test', false, 'stops']);
    assert.equal(later.verdict?.code, 'server-error');
    assert.ok(
      later.findings.every(({ code, severity, message }) => code !== '' && severity !== null && message !== ''),
    );
  });

  it('names the extension by its id', () => {
    const { publisher, name } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    assert.equal(EXTENSION_ID, `${publisher}.${name}`);
  });
});
