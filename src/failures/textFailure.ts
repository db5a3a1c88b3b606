/** A failure as the go command's own words tell it. */
import type { FailureCode } from './code.ts';

export interface TextFailure {
  readonly code: FailureCode;
  /** Tells the variants of a code apart, in the words that the probe uses for them too; docs/failures.md lists them. */
  readonly detail: string | null;
  /** The line of the text on which the message begins, from 1. */
  readonly line: number;
  /** The module's path where the text tells it, else the path as printed (of a package); null where none is. */
  readonly module: string | null;
  /** As printed: a version, or a query such as `latest`. */
  readonly version: string | null;
  /** The URL that failed, as printed. */
  readonly url: string | null;
  /** Of the party that failed, with its port where one is printed. */
  readonly host: string | null;
  /** The import path of the package that go wanted; null where the message names none. */
  readonly package: string | null;
  /** Where go points to (`shop/main.go:12:3:`), path as printed, numbers from 1; null where it points nowhere. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | null;
}
