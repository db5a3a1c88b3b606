/** What a user is asked before a tool does something: all that will happen, nothing secret, nothing that a list could forge. */
import assert from 'node:assert/strict';
import { examinationQuestion, useQuestion } from '../../../src/text/words/editor/toolQuestion.ts';

describe('the question before a tool runs', () => {
  it('shows both lists, for whom, and the undo', () => {
    const { title, message } = useQuestion({ before: 'https://a.test', after: 'https://b.test|direct', scope: 'user' });
    assert.equal(title, 'Change GOPROXY?');
    assert.match(
      message,
      /^From `https:\/\/a\.test`\n\nTo `https:\/\/b\.test\|direct`\n\n.*go env -w.*\n\n.*Undo Last Change/,
    );
    const here = useQuestion({ before: '', after: 'off', scope: 'workspace' }).message;
    assert.match(here, /^To `off`\n\n.*go\.goproxy/);
  });

  it('names those who are asked, and what they learn', () => {
    const modules = [
      { module: 'a.test/m', version: null },
      { module: 'a.test/n', version: 'v1.0.0' },
    ];
    assert.match(
      examinationQuestion(null, modules).message,
      /your own list.*\n\n.*`a\.test\/m`, `a\.test\/n@v1\.0\.0`/,
    );
    assert.match(examinationQuestion('https://a.test', []).message, /`https:\/\/a\.test`/);
  });

  it('lets nothing out of its code span, and no secret', () => {
    const forged = 'https://u:geheim@a.test`\n\n# Nothing is changed.\n[x](command:y)\u202e';
    for (const { message } of [
      examinationQuestion(forged, []),
      useQuestion({ before: forged, after: forged, scope: 'user' }),
    ]) {
      assert.doesNotMatch(message, /geheim|\n#|\u202e/);
      assert.match(message, /`` https:\/\/\*\*\*@a\.test`.* ``/);
    }
  });
});
