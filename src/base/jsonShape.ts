/** Shapes of JSON that may be anything: a shape reads what fits it. Total. */
import { objectOf } from './json.ts';

/** Returns undefined for what does not fit. */
export type Shape<T> = (value: unknown) => T | undefined;

/** Zero and above: a time, a duration. JSON has a zero below zero, too. */
export const size: Shape<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.abs(value) : undefined;

export const count: Shape<number> = (value) => (Number.isSafeInteger(value) ? size(value) : undefined);

export const truth: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

export function text(pattern: RegExp): Shape<string> {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined);
}

export function oneOf<T extends string>(all: readonly T[]): Shape<T> {
  return (value) => all.find((one) => one === value);
}

/** An object with these fields; others are passed over. */
export function record<T extends object>(fields: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  return (value) => {
    const object = objectOf(value);
    if (object === null) return undefined;
    const pairs = names.map((name) => [name, fields[name](object[name])] as const);
    return pairs.some(([, item]) => item === undefined) ? undefined : (Object.fromEntries(pairs) as T);
  };
}

/** Two values side by side. */
export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return (value) => {
    const [a, b] = Array.isArray(value) && value.length === 2 ? [first(value[0]), second(value[1])] : [];
    return a === undefined || b === undefined ? undefined : [a, b];
  };
}

/** Null, or what fits. */
export function nullOr<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value));
}

/** What fits, or else `otherwise`. */
export function or<T, U>(shape: Shape<T>, otherwise: U): Shape<T | U> {
  return (value) => shape(value) ?? otherwise;
}

/** The first `most` items of a list; what does not fit is left out. */
export function some<T>(shape: Shape<T>, most: number): Shape<readonly T[]> {
  return (value) => {
    const items = Array.isArray(value) ? value.slice(0, most).map(shape) : [];
    return items.filter((item) => item !== undefined);
  };
}

/** The first `most` fields of an object whose names fit; what does not fit is left out. */
export function someOf<T>(name: RegExp, shape: Shape<T>, most: number): Shape<ReadonlyMap<string, T>> {
  return (value) => {
    const fields = Object.entries(objectOf(value) ?? {}).slice(0, most);
    return new Map(
      fields.flatMap(([key, item]): [string, T][] => {
        const fit = name.test(key) ? shape(item) : undefined;
        return fit === undefined ? [] : [[key, fit]];
      }),
    );
  };
}
