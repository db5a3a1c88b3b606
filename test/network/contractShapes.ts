/** The JSON that scripts rely on, as shapes: every field that the contract names, with its type. More fields may come with it. */
import assert from 'node:assert/strict';

/** A type's name (`?`: or null), words that a string may be (`a|b|null`), a list of one shape, or an object. */
export type Shape = string | readonly [Shape] | { readonly [name: string]: Shape };

const TYPES = ['string', 'number', 'boolean', 'object'];

export function assertShape(value: unknown, shape: Shape, at = '$'): void {
  if (typeof shape === 'string') assertWord(value, shape, at);
  else if (Array.isArray(shape)) {
    assert.ok(Array.isArray(value), `${at} is no list: ${JSON.stringify(value)}`);
    for (const [index, item] of value.entries()) assertShape(item, shape[0] as Shape, `${at}[${index}]`);
  } else {
    assert.ok(typeof value === 'object' && value !== null, `${at} is no object: ${JSON.stringify(value)}`);
    for (const [name, inner] of Object.entries(shape)) {
      assert.ok(Object.hasOwn(value, name), `${at} has no ${name}`);
      assertShape((value as Record<string, unknown>)[name], inner, `${at}.${name}`);
    }
  }
}

function assertWord(value: unknown, word: string, at: string): void {
  const [type = ''] = word.split('?');
  const isType = TYPES.includes(type);
  const fits = isType
    ? (value === null && word.endsWith('?')) || (value !== null && typeof value === type)
    : word.split('|').includes(String(value));
  assert.ok(fits, `${at} is no ${word}: ${JSON.stringify(value)}`);
}

const ACTION = 'serves|falls-through|stops|hangs|unreached';
const ORIGIN = 'os-env|go-env-file|goroot|default|workspace|go-extension|terminal|unknown';
const PHASES = { lookup: 'number?', connect: 'number?', tls: 'number?', firstByte: 'number?', body: 'number?' };
const SETTING = {
  name: 'string',
  value: 'string',
  origin: ORIGIN,
  masked: [{ origin: ORIGIN, value: 'string' }],
} as const;

export const ENTRY: Shape = {
  index: 'number',
  value: 'string',
  separator: ',|null',
  ok: 'boolean',
  code: 'string?',
  detail: 'string?',
  phase: 'lookup|connect|tls|first-byte|body|null',
  status: 'number?',
  phases: PHASES,
  requests: [{ path: 'string', status: 'number?', code: 'string?', ms: 'number' }],
  httpVersion: '1.0|1.1|2|null',
  addresses: ['string'],
  sumdb: 'object?',
  forwardProxy: 'string?',
  go: ACTION,
  goWaits: 'number?',
};

const REMEDY = {
  id: 'string',
  title: 'string',
  changes: 'string',
  undo: 'string',
  costs: 'string?',
  command: 'string?',
};

export const DIAGNOSE: Shape = {
  schema: '1',
  environment: 'object',
  entries: [ENTRY],
  verdict: { ok: 'boolean', servedBy: 'number?', code: 'string?', entry: 'number?' },
  findings: [
    {
      code: 'string',
      detail: 'string?',
      severity: 'error|warning|info',
      entry: 'number?',
      module: 'string?',
      message: 'string',
      remedies: [REMEDY],
    },
  ],
};

export const PROBE: Shape = { schema: '1', entries: [ENTRY] };

export const SIMULATE: Shape = {
  schema: '1',
  requests: [
    {
      path: 'string',
      steps: [{ entry: 'number?', result: 'served|not-found|error|hang', code: 'string?' }],
      servedBy: 'number?',
    },
  ],
  outcome: { ok: 'boolean', code: 'string?', entry: 'number?', hangs: 'boolean' },
};

export const ENV: Shape = {
  schema: '1',
  settings: [SETTING],
  consumers: [{ name: 'string', value: 'string', origin: ORIGIN }],
};
