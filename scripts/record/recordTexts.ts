/** Records scenarios, a namespace for each go version, and stores the texts with what is expected of them. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { labInNamespace } from '../../test/lab/labInNamespace.ts';
import type { Recorded, RecordInput } from './driver.ts';
import { goMirror, gorootOf } from './goVersions.ts';
import type { GoVersion, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const FOLDER = fileURLToPath(new URL('../../test/texts/recorded/', import.meta.url));
const DRIVER = new URL('./driver.ts', import.meta.url);
const TIMEOUT_MS = 900_000;

/** Records the scenarios of these names, all where there are none; returns the exit code. */
export async function recordTexts(names: readonly string[], say: (line: string) => void): Promise<number> {
  const chosen = names.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => names.includes(name));
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`no such scenario: ${unknown.join(', ')}`);
  const mirror = await goMirror();
  const versions = [...new Set(chosen.map(({ go }) => go))];
  let problems = 0;
  const recordRest = async () => {
    for (let version = versions.shift(); version !== undefined; version = versions.shift()) {
      const scenarios = chosen.filter(({ go }) => go === version);
      problems += await recordVersion(version, scenarios, mirror, say);
    }
  };
  await Promise.all([recordRest(), recordRest()]);
  return problems > 0 ? 1 : 0;
}

async function recordVersion(
  version: GoVersion,
  scenarios: readonly Scenario[],
  mirror: string,
  say: (line: string) => void,
): Promise<number> {
  const input: RecordInput = { goroot: await gorootOf(version), mirror, names: scenarios.map(({ name }) => name) };
  const results = (await labInNamespace(DRIVER, input, { timeoutMs: TIMEOUT_MS })) as Recorded[];
  for (const result of results) {
    const scenario = scenarios.find((one) => one.name === result.name);
    if (scenario === undefined) continue;
    if ('problem' in result) say(`${version} ${result.name}: ${result.problem}`);
    else {
      say(`${version} ${result.name}: exit ${result.code}, ${result.ms} ms`);
      await store(scenario, result.output);
    }
  }
  return results.filter((result) => 'problem' in result).length;
}

async function store(scenario: Scenario, output: string): Promise<void> {
  const { name, go, command, goproxy, env, scenario: words, expect } = scenario;
  const note = { go, command, goproxy, ...(env === undefined ? {} : { env }), scenario: words, expect };
  await writeFile(`${FOLDER}${name}.txt`, output);
  await writeFile(`${FOLDER}${name}.json`, `${JSON.stringify(note, null, 2)}\n`);
}
