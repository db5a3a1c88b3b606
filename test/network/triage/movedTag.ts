/** A repository of a stock module, with the tag where it was published, or moved to another commit. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Behaviour } from '../../../scripts/record/scenario.ts';
import { serveGit } from '../../differential/drivers/gitHost.ts';

export const LIB = 'corp.example.com/team/lib';

const ROOT = '/home/moved';
const COMMIT = 'git -c user.name=lab -c user.email=lab@example.test commit -qam';

/** As moduleStock.ts builds it: the archive of the first commit is the published one. */
export const PUBLISHED_TAG = [
  `rm -rf ${ROOT} && mkdir -p ${ROOT} && cd ${ROOT} && git init -q lib && cd lib`,
  `printf 'module ${LIB}\\n\\ngo 1.19\\n' > go.mod`,
  `printf 'package lib\\n\\n\\nconst Version = "v0.1.0"\\n' > lib.go && git add .`,
  `${COMMIT} published && git tag v0.1.0`,
].join(' && ');

export const MOVED_TAG = `${PUBLISHED_TAG} && echo '// Moved.' >> lib.go && ${COMMIT} moved && git tag -f v0.1.0`;

export const movedLib: Behaviour = ({ request, response }) => {
  serveGit(ROOT, request as IncomingMessage, response as ServerResponse);
  return null;
};
