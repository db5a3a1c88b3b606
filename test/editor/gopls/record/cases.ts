/** What gopls is asked about: a workspace and the list that it meets. */
import type { Lab } from '../../../lab/lab.ts';

export interface GoplsCase {
  readonly goproxy: (urls: Lab['urls']) => string;
  /** Of go.sum; the right lines unless told. */
  readonly goSum?: 'absent';
  /** In place of MAIN_GO. */
  readonly mainGo?: string;
}

export const GO_MOD =
  'module example.com/shop\n\ngo 1.21\n\nrequire (\n\texample.test/d v1.0.0\n\texample.test/e v1.0.0\n)\n';
/** The modules that go.mod requires. */
export const REQUIRED = ['example.test/d@v1.0.0', 'example.test/e@v1.0.0'];
export const MAIN_GO =
  'package main\n\nimport (\n\t"fmt"\n\n\t"example.test/d"\n\t"example.test/e"\n)\n\nfunc main() {\n\tfmt.Println(d.Version, e.Version)\n}\n';
/** Mistakes of the programmer's own: no proxy is to blame. */
const MISTAKEN_GO =
  'package main\n\nimport (\n\t"fmt"\n\t"os"\n\n\t"example.test/d"\n\t"example.test/e"\n\t"example.test/nowhere/pkg"\n)\n\nfunc main() {\n\tfmt.Println(d.Version, e.Version, x, pkg.Name)\n}\n';

export const CASES: Readonly<Record<string, GoplsCase>> = {
  healthy: { goproxy: ({ healthy }) => healthy },
  'status-500': { goproxy: (urls) => `${urls['status-500']},${urls.healthy}` },
  portal: { goproxy: (urls) => `${urls['html-200']},${urls.healthy}` },
  refused: { goproxy: (urls) => `${urls.refused},${urls.healthy}` },
  'status-404': { goproxy: (urls) => urls['status-404'] },
  checksum: { goproxy: (urls) => urls['altered-zip'] },
  'go-sum-missing': { goproxy: ({ healthy }) => healthy, goSum: 'absent' },
  silent: { goproxy: (urls) => `${urls.silent},${urls.healthy}` },
  mistakes: { goproxy: ({ healthy }) => healthy, mainGo: MISTAKEN_GO },
};
