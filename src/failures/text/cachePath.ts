/** A path in the module cache tells which module's file it is. */
import { readMessageUrl } from './messageUrl.ts';

/** `…/cache/download/ESCAPED/@v/VERSION.ext`, and the temporary files beside it (`v1.2.0.info463502806.tmp`). */
const DOWNLOAD = /[\\/]cache[\\/]download[\\/]([^\s:"]{1,600}?)[\\/]@v[\\/]([^\s:"\\/]{1,200})/;
/** `…/pkg/mod/ESCAPED@VERSION/…`, or with `.tmp-123` behind the version. */
const EXTRACTED = /[\\/]pkg[\\/]mod[\\/](?!cache[\\/])([^\s:"@]{1,600})@(v[^\s:"\\/]{1,200})/;

/** Returns the module whose file `text` names, or null. */
export function cachedModule(text: string): { readonly module: string; readonly version: string | null } | null {
  const [, path, version] = DOWNLOAD.exec(text) ?? EXTRACTED.exec(text) ?? [];
  if (path === undefined || version === undefined) return null;
  const bare = version.replace(/(?:\.(?:info|mod|zip|lock|ziphash|partial))?\d*(?:\.tmp(?:-\d+)?)?$/, '');
  const file = /^list\b/.test(version) ? 'list' : `${keepDigits(version, bare)}.info`;
  const { module, version: read } = readMessageUrl(`https://cache/${path.replaceAll('\\', '/')}/@v/${file}`);
  return module === null ? null : { module, version: read };
}

/** Only behind an extension are digits those of a temporary file's name: `v1.2.0` keeps its own. */
function keepDigits(version: string, bare: string): string {
  return /\.(?:info|mod|zip|lock|ziphash|partial)\d*(?:\.tmp)?$/.test(version)
    ? bare
    : version.replace(/\.tmp-\d+$/, '');
}
