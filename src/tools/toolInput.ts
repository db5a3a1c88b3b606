/** Reads what a model sent. Whoever calls may have held it against the schema or not: here nothing is taken on trust. */
import { objectOf, textOf } from '../base/json.ts';
import { failure, type Result, success } from '../base/result.ts';
import { type ModuleQuery, parseModuleQuery } from '../goproxy/module/version.ts';
import { toolText } from '../text/words/editor/toolText.ts';
import type { ToolName } from './toolName.ts';
import type { AskedExamination, AskedUse } from './toolPorts.ts';
import { type InputProperty, type InputSchema, toolNamed } from './toolTable.ts';

export interface AskedReading {
  readonly output: string;
  readonly goproxy: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Returns the input's fields, each as its schema says; an error is a sentence for the model. */
export function readFields(name: ToolName, input: unknown): Result<Fields, string> {
  const { input: schema } = toolNamed(name);
  const fields = objectOf(input ?? {});
  if (fields === null) return failure(toolText.notAnObject());
  const wrong = Object.keys(fields).find((key) => !fits(schema, key, fields[key]));
  if (wrong !== undefined) return failure(toolText.wrongField(wrong));
  const missing = schema.required.find((key) => fields[key] === undefined);
  return missing === undefined ? success(fields) : failure(toolText.missingField(missing));
}

export function readExamination(fields: Fields): Result<AskedExamination, string> {
  const modules: ModuleQuery[] = [];
  for (const text of (fields.modules ?? []) as readonly string[]) {
    const query = parseModuleQuery(text);
    if (query === null) return failure(toolText.notAModule(text));
    modules.push(query);
  }
  return success({ goproxy: textOf(fields.goproxy), modules, quick: fields.quick === true });
}

export function readReading(fields: Fields): AskedReading {
  return { output: textOf(fields.output) ?? '', goproxy: textOf(fields.goproxy) };
}

export function readUse(fields: Fields): Result<AskedUse, string> {
  const { list, first, scope } = fields;
  if ((list === undefined) === (first === undefined)) return failure(toolText.listOrFirst());
  return success({ wanted: (list ?? first) as string | number, scope: scope as AskedUse['scope'] });
}

function fits({ properties }: InputSchema, key: string, value: unknown): boolean {
  const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
  return property !== undefined && (value === undefined || isOf(property, value));
}

function isOf(property: InputProperty, value: unknown): boolean {
  switch (property.type) {
    case 'string':
      return typeof value === 'string' && (property.enum?.includes(value) ?? true);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= property.minimum;
    case 'array':
      return (
        Array.isArray(value) && value.length <= property.maxItems && value.every((item) => typeof item === 'string')
      );
  }
}
