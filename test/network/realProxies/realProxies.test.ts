/** Real forward proxies between the real go and a mirror, and between us and it: what go is refused, we name, by the same code. Prints a table. */
import assert from 'node:assert/strict';
import { labInNamespace } from '../../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../../lab/namespace.ts';
import { type BuiltBundles, buildBundles } from '../builtBundles.ts';
import type { RealProxiesInput } from './driver.ts';
import { missingPrograms } from './programs.ts';
import type { ProxyRowSeen } from './row.ts';
import { ROWS } from './rows.ts';

describe('real forward proxies', function () {
  this.timeout(120_000);
  let seen: ReadonlyMap<string, ProxyRowSeen>;
  let bundles: BuiltBundles;
  before(async function () {
    if (!canMakeNamespaces()) this.skip();
    const missing = missingPrograms();
    if (missing.length > 0) {
      console.log(`skipped: ${missing.join(', ')} not installed`);
      this.skip();
    }
    bundles = await buildBundles();
    const input: RealProxiesInput = { cli: bundles.cli, rows: ROWS };
    const driver = new URL('./driver.ts', import.meta.url);
    const rows = (await labInNamespace(driver, input, { timeoutMs: 110_000 })) as ProxyRowSeen[];
    seen = new Map(rows.map((row) => [row.name, row]));
  });
  after(async () => {
    await bundles?.remove();
    for (const { name, told, go } of Object.keys(ROWS).flatMap((row) => seen?.get(row) ?? [])) {
      console.log(`    ${name.padEnd(50)} ${(told[0] ?? 'nothing').padEnd(32)} go: ${lastWords(go)}`);
    }
  });

  for (const [name, row] of Object.entries(ROWS)) {
    it(`${name}: ${row.told ?? 'nothing'}`, () => {
      const run = seen.get(name);
      assert.ok(run !== undefined);
      assert.match(run.go, new RegExp(row.go));
      const told = row.told === null ? [] : [row.told, ...(row.beside ?? [])];
      assert.deepEqual(run.told, told, run.messages.join('\n'));
      // Go that succeeds says nothing, and one that hangs neither.
      const isSilent = row.go === 'serves' || row.go === 'hangs';
      assert.deepEqual(run.read, isSilent ? [] : [row.read ?? row.told]);
      assert.match(run.messages[0] ?? '', new RegExp(row.says ?? ''));
      assert.doesNotMatch(run.messages.join('\n'), /Zq7|secret/);
    });
  }
});

function lastWords(go: string): string {
  return go.replace(/^.*?\.info"?: /s, '').slice(0, 90);
}
