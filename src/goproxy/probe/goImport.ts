/** Finds the go-import meta tag that is meant for a module path (parseMetaGoImports in cmd/go/internal/vcs/discovery.go). */
export interface GoImport {
  readonly prefix: string;
  readonly vcs: string;
  readonly url: string;
}

const META = /<meta\b[^>]{0,2000}>/gi;
const ATTRIBUTE = /\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/** Returns the first tag whose prefix covers `module`, or null. Reads the head of the page only, as go does. */
export function findGoImport(page: string, module: string): GoImport | null {
  const end = page.search(/<body\b|<\/head\s*>/i);
  for (const [tag] of (end < 0 ? page : page.slice(0, end)).matchAll(META)) {
    const attributes = new Map(
      [...tag.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name?.toLowerCase(), double ?? single ?? '']),
    );
    if (attributes.get('name') !== 'go-import') continue;
    const [prefix = '', vcs = '', url = ''] = (attributes.get('content') ?? '').trim().split(/\s+/);
    if (url !== '' && (module === prefix || module.startsWith(`${prefix}/`))) return { prefix, vcs, url };
  }
  return null;
}
