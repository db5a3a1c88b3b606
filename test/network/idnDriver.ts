/** Driver: examines entries whose hosts are no ASCII, where only the lab's name server can be asked. */
import type { Driver } from '../lab/labHost.ts';
import { entryWords, labList } from './labList.ts';

export interface IdnSeen {
  readonly url: string;
  readonly words: string;
  /** What the name server was asked for because of it. */
  readonly names: readonly string[];
}

/** `input` is a list of URLs in which PORT stands for the healthy server's. */
const driver: Driver = async ({ lab, dns }, input): Promise<IdnSeen[]> => {
  const { port } = new URL(lab.urls.healthy);
  const seen: IdnSeen[] = [];
  for (const url of input as readonly string[]) {
    const before = dns.queries.length;
    const { entries } = await labList(lab).examine(url.replace('PORT', port), { timeout: 3000 });
    const [entry] = entries;
    const names = dns.queries.slice(before).map(({ name }) => name.toLowerCase());
    seen.push({ url, words: entry === undefined ? '' : entryWords(entry), names: [...new Set(names)].sort() });
  }
  return seen;
};

export default driver;
