/** Where the relay's cache lies. */
import assert from 'node:assert/strict';
import { cacheFolder } from '../../../src/cli/relay/cacheFolder.ts';

describe('cacheFolder', () => {
  it('is the user’s own, by the rules of the system', () => {
    assert.equal(cacheFolder({ HOME: '/h' }, 'linux'), '/h/.cache/goproxy-doctor');
    assert.equal(cacheFolder({ HOME: '/h', XDG_CACHE_HOME: '/c' }, 'linux'), '/c/goproxy-doctor');
    assert.equal(cacheFolder({ HOME: '/h', XDG_CACHE_HOME: 'c' }, 'linux'), '/h/.cache/goproxy-doctor');
    assert.equal(cacheFolder({ HOME: '/h', XDG_CACHE_HOME: '/c' }, 'darwin'), '/h/Library/Caches/goproxy-doctor');
    assert.equal(cacheFolder({ LocalAppData: 'C:\\l' }, 'win32'), 'C:\\l\\goproxy-doctor\\cache');
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      assert.equal(cacheFolder({ HOME: 'h' }, platform), null);
  });
});
