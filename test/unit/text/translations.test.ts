/** Every text in every language: none is missing, none is left over, and each has its arguments. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bundleOf, messagesOfCode, placesOf } from '../../support/messages.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
/** What is the same in any language: names, commands, code. */
const NAMES = /`[^`]*`|--[a-z][a-z-]+|\bGO[A-Z]{3,}\b|\bgo\.(?:mod|sum|work)\b|https?:\/\/[\w.-]*\w/g;

describe('translations', function () {
  this.timeout(60_000);
  let messages: readonly string[];
  before(async () => {
    messages = await messagesOfCode();
  });

  it('finds the messages of the code', () => {
    assert.ok(messages.length > 1_000, `${messages.length}`);
  });

  it('no message is put together from pieces that nobody could translate', () => {
    for (const file of globSync('src/**/*.ts', { cwd: ROOT })) {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      assert.doesNotMatch(text, /\bl10n\.t\(\s*(?![\s'"])/, `${file}: a message is a text in quotes`);
    }
  });

  describe('zh-cn', () => {
    const bundle = bundleOf('zh-cn');

    it('has each message, and no other', () => {
      assert.deepEqual(
        messages.filter((message) => !(message in bundle)),
        [],
        'missing',
      );
      const known = new Set(messages);
      assert.deepEqual(
        Object.keys(bundle).filter((message) => !known.has(message)),
        [],
        'left over',
      );
    });

    it('has the same arguments, names and blanks at the ends', () => {
      for (const [message, text] of Object.entries(bundle)) {
        assert.deepEqual(placesOf(text), placesOf(message), message);
        assert.deepEqual(new Set(text.match(NAMES)), new Set(message.match(NAMES)), message);
        assert.equal(/^\s/.test(text), /^\s/.test(message), message);
        assert.equal(/\s$/.test(text), /\s$/.test(message), message);
      }
    });

    it('is Chinese, with the signs that Chinese has', () => {
      for (const [message, text] of Object.entries(bundle)) {
        assert.doesNotMatch(text, /\p{Script=Han}[,;?!]|\p{Script=Han}\.(?:\s|$)/u, message);
        assert.doesNotMatch(text, /您|！/u, message);
        if (/[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(message)) assert.match(text, /\p{Script=Han}/u, message);
      }
    });
  });
});
