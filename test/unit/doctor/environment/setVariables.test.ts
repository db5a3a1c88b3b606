/** Which of go's settings a remedy may add to: those that are set, not those that go derives. */
import assert from 'node:assert/strict';
import { setVariables } from '../../../../src/doctor/environment/setVariables.ts';
import type { Setting, SettingOrigin } from '../../../../src/gocmd/env/setting.ts';

const setting = (name: string, value: string, origin: SettingOrigin): Setting => ({ name, value, origin, masked: [] });

describe('setVariables', () => {
  it('takes what is set, with its place', () => {
    const settings = [
      setting('GOPROXY', 'https://a.example', 'go-env-file'),
      setting('GOPRIVATE', 'a.example', 'go-env-file'),
      setting('GONOPROXY', 'a.example', 'default'),
      setting('GONOSUMDB', 'none', 'os-env'),
      setting('GOSUMDB', 'sum.golang.org', 'goroot'),
      setting('GOTOOLCHAIN', 'auto', 'unknown'),
    ];
    assert.deepEqual(setVariables(settings), {
      GOPRIVATE: { value: 'a.example', store: 'go-env-file' },
      GONOSUMDB: { value: 'none', store: 'os-env' },
      GOSUMDB: { value: 'sum.golang.org', store: null },
    });
  });
});
