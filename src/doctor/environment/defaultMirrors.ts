/** The module proxies of the toolchain's own default list: public mirrors, whatever their names. */
import { readGorootDefault } from '../../gocmd/env/gorootFile.ts';
import { parseList } from '../../goproxy/list/list.ts';
import type { GoPorts, GoView } from './goView.ts';

/**
 * Returns their URLs, also where the user has a list of their own, which may name one of them. Read from $GOROOT/go.env;
 * a toolchain before Go 1.21 has none, and tells its default only where it is in force.
 */
export async function defaultMirrors({ environment, setting }: GoView, { files }: Pick<GoPorts, 'files'>) {
  const { goroot } = environment;
  const inForce = setting('GOPROXY');
  const isDefault = inForce?.origin === 'goroot' || inForce?.origin === 'default';
  const stored = goroot === null ? null : await readGorootDefault(goroot, files);
  const parsed = parseList(stored ?? (isDefault ? inForce.value : ''));
  return parsed.ok ? parsed.value.entries.flatMap((one) => (one.kind === 'url' ? [one.url] : [])) : [];
}
