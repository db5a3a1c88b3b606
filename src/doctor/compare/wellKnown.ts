/** What mirrors are compared by unless the user names modules of their own: public ones that each of them has, and their hashes. */
import { type SampleModule, WELL_KNOWN } from '../../goproxy/module/sample.ts';
import type { MeasuredModule } from '../../integrity/measure/measureQuestion.ts';

export interface KnownModule extends SampleModule {
  /** `h1:…`; null where nobody vouches for it. */
  readonly mod: string | null;
  readonly zip: string | null;
  /** Who vouches, as a detail of `checksum-mismatch`; null: only that most mirrors agree. */
  readonly by: 'sumdb' | 'go.sum' | null;
}

/**
 * The first is the sample of every examination, small; the second has an archive of 892,163 bytes, enough to see how fast a mirror sends,
 * and few enough to ask every mirror for. The hashes are those that sum.golang.org has on record.
 */
export const WELL_KNOWN_SUMS: readonly KnownModule[] = [
  {
    ...WELL_KNOWN,
    mod: 'h1:18ZOQIKpY8NJVqYksKHtTdi31H5itFRjB5/qKTNYzSU=',
    zip: 'h1:ScX5w1eTa3QqT8oi6+ziP7dTV1S2+ALU0bI+0zXKWiQ=',
    by: 'sumdb',
  },
  {
    module: 'golang.org/x/arch',
    version: 'v0.8.0',
    mod: 'h1:FEVrYAQjsQXMVJ1nsMoVVXPZg6p2JE2mx8psSWTDQys=',
    zip: 'h1:3wRIsP3pM4yUptoR96otTUOXI367OS0+c9eeRi9doIc=',
    by: 'sumdb',
  },
];

export const WELL_KNOWN_MODULES: readonly MeasuredModule[] = WELL_KNOWN_SUMS.map(({ module, version }) => ({
  module,
  version,
  withArchive: module !== WELL_KNOWN.module,
}));
