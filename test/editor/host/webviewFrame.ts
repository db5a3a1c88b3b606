// The webview in front as a frame, for what runs inside of it by the debugger's hand: the page's own policy has no say there.
import type { Frame, Page } from 'playwright-core';

/** Rejects where no webview is in front. */
export async function webviewFrame(page: Page): Promise<Frame> {
  const outer = page.frameLocator('iframe.webview.ready:visible');
  const handle = await outer.locator('iframe#active-frame').elementHandle();
  const frame = await handle?.contentFrame();
  if (frame == null) throw new Error('there is no webview in front');
  return frame;
}
