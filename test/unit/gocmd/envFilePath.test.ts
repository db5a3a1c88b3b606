/** Where go keeps the user's file, by operating system. */
import assert from 'node:assert/strict';
import { envFilePath } from '../../../src/gocmd/env/envFilePath.ts';

describe('envFilePath', () => {
  for (const [platform, env, expected] of [
    ['linux', { HOME: '/h' }, '/h/.config/go/env'],
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: '' }, '/h/.config/go/env'],
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: '/c/' }, '/c/go/env'],
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: 'c' }, null],
    ['linux', {}, null],
    ['linux', { HOME: '/h', GOENV: 'off' }, null],
    ['linux', { HOME: '/h', GOENV: '' }, '/h/.config/go/env'],
    ['linux', { GOENV: '/x/env' }, '/x/env'],
    ['linux', { GOENV: 'env' }, 'env'],
    ['linux', { GOENV: 'OFF' }, 'OFF'],
    ['darwin', { HOME: '/h', XDG_CONFIG_HOME: '/c' }, '/h/Library/Application Support/go/env'],
    ['darwin', {}, null],
    ['win32', { APPDATA: 'C:\\U\\Roaming', HOME: '/h' }, 'C:\\U\\Roaming\\go\\env'],
    ['win32', { HOME: '/h' }, null],
  ] as const) {
    it(`${platform} ${JSON.stringify(env)}`, () => assert.equal(envFilePath(env, platform), expected));
  }
});
