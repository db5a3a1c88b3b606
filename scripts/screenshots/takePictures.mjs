// The pictures of one language and theme: a window of the real VS Code, and the scenes in it one after the other.
import { join } from 'node:path';
import { openVsCode } from '../../test/editor/host/vsCode.ts';
import { calm } from './calm.mjs';
import { chosen } from './chosen.mjs';
import { choosing } from './scenes/choosing.mjs';
import { failing } from './scenes/failing.mjs';
import { failover } from './scenes/failover.mjs';
import { looking } from './scenes/looking.mjs';
import { reading } from './scenes/reading.mjs';
import { tracing } from './scenes/tracing.mjs';
import { vscodePages } from './scenes/vscodePages.mjs';
import { openShop } from './shop.mjs';
import { makeStage } from './stage.mjs';

/** In this order; each takes the window as it was opened, whatever it shows, and leaves it so. */
const SCENES = { looking, reading, choosing, vscodePages, tracing, failing, failover };
/** The tags that VS Code's page has in these languages: they choose the font. */
const LANGUAGE_TAGS = { en: 'en', 'zh-cn': 'zh-Hans' };
/** Device pixels a CSS pixel. */
const SCALE = 1.25;

/**
 * Makes the pictures of the scenes named, or of all.
 *
 * @param {{ root: string, lab: import('../../test/lab/lab.ts').Lab, language: 'en' | 'zh-cn', theme: 'light' | 'dark', scenes: string[] }} wanted
 */
export async function takePictures({ root, lab, language, theme, scenes }) {
  const shop = openShop(root, lab);
  const code = await openVsCode({
    ...{ version: 'newest', theme, language, scale: SCALE },
    ...{ folder: shop.folder, extensions: [shop.extension], env: shop.env },
    settings: { ...calm.settings, ...shop.settings, 'goProxy.language': language },
  });
  try {
    await code.page.addStyleTag({ content: calm.style });
    await code.page.evaluate((tag) => document.documentElement.setAttribute('lang', tag), LANGUAGE_TAGS[language]);
    await code.command('View: Close Primary Side Bar');
    const folder = join(root, 'media', language === 'en' ? '' : language);
    const stage = makeStage({ code, shop, language, pathOf: (name) => join(folder, `${name}-${theme}.png`) });
    for (const name of chosen(Object.keys(SCENES), scenes)) await SCENES[name](stage);
  } finally {
    await code.close();
    shop.close();
  }
}
