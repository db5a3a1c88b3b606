/** What is to be verified for the user: the go.sum files in force, read, and where go keeps what they name. */
import { failure, type Result, success } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type ReadSums, readSums } from '../../integrity/gosum/expectedSums.ts';
import type { GoPorts, GoView } from '../environment/goView.ts';
import { readModuleFiles } from '../graph/readModuleFiles.ts';
import { readSumFiles } from './readSumFiles.ts';
import { sumPlaces } from './sumPlaces.ts';

export interface VerifyQuestion extends ReadSums {
  /** GOMODCACHE. */
  readonly modCache: string;
}

/** `no-module`: no go.mod in the folder or above it. `no-go-sum`: none of them can be read. `no-cache`: nobody says where it is. */
export type VerifyFault =
  | { readonly code: 'no-module' | 'no-cache' }
  | { readonly code: 'no-go-sum'; readonly file: string };

export async function verifyQuestion(
  { cwd, env }: { readonly cwd: string; readonly env: Environment },
  view: Pick<GoView, 'value'>,
  { files, platform }: Pick<GoPorts, 'files' | 'platform'>,
): Promise<Result<VerifyQuestion, VerifyFault>> {
  const settings = { GOFLAGS: view.value('GOFLAGS'), GO111MODULE: view.value('GO111MODULE') };
  const places = sumPlaces(await readModuleFiles({ cwd, env, platform, settings }, files), cwd);
  const [main] = places;
  if (main === undefined) return failure({ code: 'no-module' });
  const { texts, isAnyThere } = await readSumFiles(places, files);
  if (!isAnyThere) return failure({ code: 'no-go-sum', file: main.place });
  const modCache = view.value('GOMODCACHE');
  if (modCache === '') return failure({ code: 'no-cache' });
  return success({ ...readSums(texts), modCache });
}
