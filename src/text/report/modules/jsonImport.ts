/** The JSON of `import` and `bundle`. */
import type { Bundle } from '../../../integrity/import/bundle/bundleQuestion.ts';
import type { Imported } from '../../../integrity/import/importQuestion.ts';
import { SCHEMA } from '../schema.ts';

export function jsonImport({ modules, missing }: Imported): object {
  return {
    schema: SCHEMA,
    imported: modules.map(({ module, version, sum, ok, code, detail, proof }) => ({
      module,
      version,
      sum,
      ok,
      code,
      detail,
      proof,
    })),
    missing,
  };
}

/** The JSON of `bundle`. */
export function jsonBundle({ file, bytes, manifest, folders }: Bundle): object {
  const { module, go, toolchain, database, modules } = manifest;
  return { schema: SCHEMA, bundle: { file, bytes, module, go, toolchain, database, folders, modules } };
}
