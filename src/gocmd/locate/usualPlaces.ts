/** Where installers put the go command. Data: one line a place, a `*` for one name that varies. */
import { type Environment, environmentVariable } from '../env/environmentVariable.ts';

/**
 * VS Code takes a login shell's environment, and a distribution's /etc/profile may reset PATH: `go` is then installed
 * and not found. Real toolchains first; shims last, because what they run depends on the directory.
 */
const POSIX_PLACES = [
  '/usr/local/go/bin/go',
  '/usr/lib/go/bin/go',
  '/usr/lib/go-*/bin/go', // Debian, Ubuntu
  '/usr/lib/golang/bin/go', // Fedora
  '/usr/lib64/go/*/bin/go', // openSUSE
  '/opt/homebrew/bin/go',
  '/usr/local/bin/go',
  '/home/linuxbrew/.linuxbrew/bin/go',
  '/opt/local/bin/go', // MacPorts
  '/usr/bin/go',
  '/snap/bin/go',
  '/run/current-system/sw/bin/go', // NixOS
  '~/.nix-profile/bin/go',
  '~/go/bin/go',
  '~/.local/go/bin/go',
  '~/sdk/go*/bin/go', // golang.org/dl
  '~/.gvm/gos/go*/bin/go',
  '~/.goenv/versions/*/bin/go',
  '~/.local/share/mise/installs/go/*/bin/go',
  '~/.asdf/shims/go',
];

const WINDOWS_PLACES = [
  '%ProgramFiles%\\Go\\bin\\go.exe',
  '%ProgramW6432%\\Go\\bin\\go.exe',
  '%ProgramFiles(x86)%\\Go\\bin\\go.exe',
  '%SystemDrive%\\Go\\bin\\go.exe',
  '%LOCALAPPDATA%\\Programs\\Go\\bin\\go.exe',
  '~\\scoop\\apps\\go\\current\\bin\\go.exe',
  '%ProgramData%\\scoop\\apps\\go\\current\\bin\\go.exe',
  '%ChocolateyInstall%\\bin\\go.exe',
  '~\\sdk\\go*\\bin\\go.exe',
  '~\\go\\bin\\go.exe',
];

/** Returns the places as absolute patterns; one that needs a variable or a home folder that is not there is left out. */
export function usualPlaces(env: Environment, platform: NodeJS.Platform, homedir: string): readonly string[] {
  const windows = platform === 'win32';
  const places: string[] = [];
  for (const place of windows ? WINDOWS_PLACES : POSIX_PLACES) {
    let complete = true;
    const resolved = place
      .replace(/^~/, () => {
        complete &&= homedir !== '';
        return homedir;
      })
      .replace(/^%([^%]+)%/, (_, name: string) => {
        const value = environmentVariable(env, name, platform);
        complete &&= value !== '';
        return value;
      });
    if (complete && !places.includes(resolved)) places.push(resolved);
  }
  return places;
}
