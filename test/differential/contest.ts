/** Runs lists through go and through us, and tells where the two disagree. */
import { caseName, type ListCase } from './listCase.ts';
import { differences, type Outcome } from './outcome.ts';

/** The two sides. */
export interface Contestants {
  go(listCase: ListCase): Promise<Outcome>;
  ours(listCase: ListCase): Promise<Outcome>;
}

export interface Contest {
  /** A text for each list in which the two disagree: the list, the differences, what go printed, our walk. */
  readonly disagreements: readonly string[];
  /** go's outcomes, in the order of the lists. */
  readonly outcomes: readonly Outcome[];
}

/** Runs all of `cases`, `width` of them at a time. */
export async function contest(cases: readonly ListCase[], sides: Contestants, width: number): Promise<Contest> {
  const disagreements: string[] = [];
  const outcomes: Outcome[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < cases.length; at = next++) {
      const listCase = cases[at] as ListCase;
      const [go, ours] = await Promise.all([sides.go(listCase), sides.ours(listCase)]);
      outcomes[at] = go;
      const different = differences(go, ours);
      if (different.length > 0) disagreements.push(report(at, listCase, different, go, ours));
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return { disagreements, outcomes };
}

function report(at: number, listCase: ListCase, different: readonly string[], go: Outcome, ours: Outcome): string {
  const rows = [
    `#${at} ${caseName(listCase)}`,
    `GOPROXY=${JSON.stringify(listCase.text)}`,
    ...different,
    `--- go\n${go.story}`,
    `--- we\n${ours.story}`,
  ];
  return rows.join('\n');
}
