/** Several sessions as one: as many requests at a time to the same origin, each over a connection of its own. */
import type { Session } from '../exchange.ts';

export function sharedSession(open: () => Session, count: number): Session {
  const sessions = Array.from({ length: count }, () => ({ session: open(), busy: 0 }));
  return {
    async get(url, options) {
      const idlest = sessions.reduce((least, one) => (one.busy < least.busy ? one : least));
      idlest.busy++;
      try {
        return await idlest.session.get(url, options);
      } finally {
        idlest.busy--;
      }
    },
    close() {
      for (const { session } of sessions) session.close();
    },
  };
}
