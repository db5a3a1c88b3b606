/**
 * What sum.golang.org itself has said of golang.org/x/text v0.14.0: go believes nobody else under that name. Recorded in November
 * 2026, with the tiles that prove the answer, as go keeps them in its module cache.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { whereKind } from '../../../../scripts/record/behaviours.ts';
import type { Behaviour } from '../../../../scripts/record/scenario.ts';
import { textAnswer } from '../../../lab/content/moduleAnswer.ts';

const FOLDER = path.join(import.meta.dirname, '..', 'testdata');

/** The database, at its root. */
export const realDatabase: Behaviour = ({ target }) => {
  const file = path.join(FOLDER, 'sum.golang.org', path.posix.normalize(`/${target}`));
  try {
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: readFileSync(file) };
  } catch {
    return textAnswer(404, 'not found\n');
  }
};

/** A module proxy that has the true go.mod, and does not pass on the database. */
export const trueText: Behaviour = whereKind('mod', () =>
  textAnswer(200, readFileSync(path.join(FOLDER, 'text.mod'), 'utf8')),
);
