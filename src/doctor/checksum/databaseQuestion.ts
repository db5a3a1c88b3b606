/** The checksum database that the user's go would ask, as a question: which one, by which way, with which memory. */
import { homedir } from 'node:os';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { DatabaseWay } from '../../integrity/sumdb/database.ts';
import type { DatabaseQuestion } from '../../integrity/sumdb/openDatabase.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import type { GoView } from '../environment/goView.ts';

export function databaseQuestion(
  view: Pick<GoView, 'value'>,
  way: DatabaseWay,
  { env, platform }: { readonly env: Environment; readonly platform: NodeJS.Platform },
): DatabaseQuestion {
  const settings = {
    GOSUMDB: view.value('GOSUMDB'),
    GOPRIVATE: view.value('GOPRIVATE'),
    GONOSUMDB: view.value('GONOSUMDB'),
  };
  return { ...way, settings, stateFolder: stateFolder({ HOME: homedir(), ...env }, platform) };
}
