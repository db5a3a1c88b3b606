/** A shelf in memory that several made-up processes share. */
import { EMPTY_PAGE, type Page, type Shelf } from '../../../../src/doctor/watch/bookShelf.ts';

export class MemoryShelves {
  readonly pages = new Map<string, Page>();
  /** Processes that have ended. */
  readonly ended = new Set<string>();

  /** The shelf as the process of that name sees it. */
  as(name: string): Shelf {
    return {
      owners: { own: async () => name, isRunning: async (owner) => !this.ended.has(owner) },
      change: async (key, change) => {
        const page = await change(this.pages.get(key) ?? EMPTY_PAGE);
        this.pages.set(key, page);
        return page;
      },
    };
  }

  /** The one list's page. */
  get page(): Page {
    return [...this.pages.values()][0] ?? EMPTY_PAGE;
  }
}
