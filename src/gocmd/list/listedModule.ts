/** One module of the graph as `go list -m -json` tells it (cmd/go/internal/modinfo ModulePublic). */

export interface ListedModule {
  readonly path: string;
  /** Null for a main module and for a folder. */
  readonly version: string | null;
  readonly isMain: boolean;
  /** Whether only other modules require it. */
  readonly isIndirect: boolean;
  /** Why its author took the version back, a reason a line; null where it stands, as far as the module cache knows. */
  readonly retracted: string | null;
  /** What the author says of a module that is not to be used any more; null likewise. */
  readonly deprecated: string | null;
  /** `version` is null where a folder stands in. */
  readonly replace: { readonly path: string; readonly version: string | null } | null;
}

/** Returns the module that `value` describes, or null for anything else. Total. */
export function readListedModule(value: unknown): ListedModule | null {
  if (!isObject(value)) return null;
  const path = text(value.Path);
  if (path === null || path === '') return null;
  const replace = isObject(value.Replace) ? value.Replace : null;
  const target = text(replace?.Path);
  return {
    path,
    version: text(value.Version),
    isMain: value.Main === true,
    isIndirect: value.Indirect === true,
    retracted: Array.isArray(value.Retracted) ? value.Retracted.map((reason) => text(reason) ?? '').join('\n') : null,
    deprecated: text(value.Deprecated),
    replace: replace === null || target === null ? null : { path: target, version: text(replace.Version) },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
