/** A repository of the module PRIVATE, below the home folder of the row that asks for it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Behaviour } from '../../../../scripts/record/scenario.ts';
import { serveGit } from '../../../differential/drivers/gitHost.ts';
import { PRIVATE } from './places.ts';

const ROOT = '/home/repositories';

/** Makes it, once for all rows of a stage. */
export const REPOSITORY = [
  `test -d ${ROOT}/acme/private || { mkdir -p ${ROOT}/acme && cd ${ROOT}/acme && git init -q private && cd private`,
  `printf 'module ${PRIVATE}\\n\\ngo 1.19\\n' > go.mod`,
  `printf 'package private\\n' > private.go && git add .`,
  'git -c user.name=lab -c user.email=lab@example.test commit -qm lab && git tag v1.0.0; }',
].join(' && ');

export const repositories: Behaviour = ({ request, response }) => {
  serveGit(ROOT, request as IncomingMessage, response as ServerResponse);
  return null;
};
