/** The hashes of one version in the text of a go.sum, in the order of its lines. */
import type { ReadSums } from './goSumSource.ts';

/** Lines that are none (conflict markers, rubbish) and algorithms that go does not know are passed over. Total and linear. */
export const readSums: ReadSums = (text, { module, version }) => {
  const found = { zip: [] as string[], mod: [] as string[] };
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    if (!line.startsWith(`${module} ${version}`)) continue;
    const [path, named, hash, ...rest] = line.trimEnd().split(/[ \t]+/);
    if (path !== module || rest.length > 0 || hash === undefined || !hash.startsWith('h1:')) continue;
    const list = named === version ? found.zip : named === `${version}/go.mod` ? found.mod : null;
    if (list !== null && !list.includes(hash)) list.push(hash);
  }
  return found;
};
