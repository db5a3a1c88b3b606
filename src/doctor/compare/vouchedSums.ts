/** What the go.sum files in force say of the modules that the user named. */
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { SampleModule } from '../../goproxy/module/sample.ts';
import { readSums } from '../../integrity/gosum/expectedSums.ts';
import type { GoPorts, GoView } from '../environment/goView.ts';
import { readModuleFiles } from '../graph/readModuleFiles.ts';
import { readSumFiles } from '../verify/readSumFiles.ts';
import { sumPlaces } from '../verify/sumPlaces.ts';
import type { KnownModule } from './wellKnown.ts';

export async function vouchedSums(
  { modules, cwd, env }: { readonly modules: readonly SampleModule[]; readonly cwd: string; readonly env: Environment },
  go: Pick<GoView, 'value'>,
  { files, platform }: Pick<GoPorts, 'files' | 'platform'>,
): Promise<readonly KnownModule[]> {
  if (modules.length === 0) return [];
  const settings = { GOFLAGS: go.value('GOFLAGS'), GO111MODULE: go.value('GO111MODULE') };
  const places = sumPlaces(await readModuleFiles({ cwd, env, platform, settings }, files), cwd);
  const { texts } = await readSumFiles(places, files);
  return readSums(texts).versions.flatMap(({ module, version, mod, zip }) =>
    modules.some((one) => one.module === module && one.version === version)
      ? [{ module, version, mod: mod[0]?.hash ?? null, zip: zip[0]?.hash ?? null, by: 'go.sum' as const }]
      : [],
  );
}
