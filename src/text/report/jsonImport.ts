/** The JSON of `import`. */
import type { Imported } from '../../integrity/import/importQuestion.ts';
import { SCHEMA } from './schema.ts';

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
