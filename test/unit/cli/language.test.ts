/** The language of the command line, and of a locale. */
import assert from 'node:assert/strict';
import { chosenLanguage } from '../../../src/cli/language.ts';
import { languageOf } from '../../../src/text/language.ts';

describe('languageOf', () => {
  const rows = {
    'zh-cn': ['zh', 'zh-CN', 'zh_CN.UTF-8', 'zh-Hans', 'zh-Hans-SG', 'ZH_CN.GB18030', 'zh_SG@pinyin'],
    en: ['en', 'en_US.UTF-8', 'C', 'POSIX', 'C.UTF-8', 'de-DE', 'zh-TW', 'zh_HK.UTF-8', 'zh-Hant', 'zha', ''],
  };
  for (const [language, locales] of Object.entries(rows)) {
    for (const locale of locales)
      it(`${locale || 'nothing'}: ${language}`, () => assert.equal(languageOf(locale), language));
  }
});

describe('the language of the command line', () => {
  const never = () => assert.fail('the system was asked');

  it('is what --lang says, before all variables', () => {
    const env = { LC_ALL: 'zh_CN.UTF-8' };
    assert.equal(chosenLanguage(['diagnose', '--lang', 'en'], env, never), 'en');
    assert.equal(chosenLanguage(['diagnose', '--lang=zh-cn'], {}, never), 'zh-cn');
    assert.equal(chosenLanguage(['classify', '--', '--lang', 'en'], env, never), 'zh-cn');
    assert.equal(chosenLanguage(['diagnose', '--lang'], env, never), 'zh-cn');
  });

  it('is the last of several, as the parser has it', () => {
    assert.equal(chosenLanguage(['diagnose', '--lang', 'en', '--lang=zh-cn'], {}, never), 'zh-cn');
    assert.equal(chosenLanguage(['diagnose', '--lang=zh-cn', '--lang', 'en'], {}, never), 'en');
  });

  it('is what the first of the variables says that is set', () => {
    assert.equal(chosenLanguage([], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, never), 'en');
    assert.equal(chosenLanguage([], { LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, never), 'zh-cn');
    assert.equal(chosenLanguage([], { LANG: 'zh_CN.UTF-8' }, never), 'zh-cn');
  });

  it('is that of the system where no variable says anything', () => {
    assert.equal(
      chosenLanguage([], {}, () => 'zh-Hans-CN'),
      'zh-cn',
    );
    assert.equal(
      chosenLanguage([], {}, () => 'en-US'),
      'en',
    );
  });
});
