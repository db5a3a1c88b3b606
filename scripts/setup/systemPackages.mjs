// Chromium with fonts, shells, and network programs: what the tests need from the system's package manager.
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly, runStep } from './runStep.mjs';

const browsers = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  elsewhere: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  // Without the CJK fonts the Chinese screenshots would show boxes.
  packages: ['chromium', 'fonts-dejavu-core', 'fonts-noto-cjk'],
};

/**
 * Finds a Chromium or Chrome, installing it by apt-get where there is none and we are root.
 *
 * @returns {Promise<string>} its executable; rejects with a MissingPackage where it cannot be installed
 */
export async function setUpBrowser() {
  const find = () => findProgram(browsers.names) ?? browsers.elsewhere.find((file) => existsSync(file));
  const found = find();
  if (found) return found;
  await aptInstall('Chromium', browsers.packages);
  return find() ?? Promise.reject(new Error('Chromium was installed and is not on the PATH'));
}

/** The lines that are typed into terminals are tested in the shells themselves; each is a package of its own name. */
const shells = ['zsh', 'fish'];

/**
 * Installs the shells that are not there by apt-get where we are root.
 *
 * @returns {Promise<void>} rejects with a MissingPackage where they cannot be installed
 */
export async function setUpShells() {
  const missing = shells.filter((name) => !findProgram([name]));
  if (missing.length > 0) await aptInstall(missing.join(' and '), missing);
}

/**
 * Installs the program that makes pictures small (npm run screenshots) by apt-get where it is missing and we are root.
 *
 * @returns {Promise<void>} rejects with a MissingPackage where it cannot be installed
 */
export async function setUpPictures() {
  if (!findProgram(['pngquant'])) await aptInstall('pngquant', ['pngquant']);
}

/**
 * What stands on a real network between go and a mirror, and what makes networks, certificates and a desktop's settings of our own;
 * by program, the packages that have it. Those that end in `-base` and `-bin` are the programs without their services.
 */
const networkPrograms = {
  dnsmasq: ['dnsmasq-base'],
  gsettings: ['libglib2.0-bin', 'gsettings-desktop-schemas'],
  ip: ['iproute2'],
  microsocks: ['microsocks'],
  openssl: ['openssl'],
  squid: ['squid-openssl'],
  tinyproxy: ['tinyproxy-bin'],
};

/** By package, the service that comes with it and shall not run, now or at the next start of the machine. */
const unwantedServices = { 'squid-openssl': 'squid' };

/**
 * Installs the network programs that are not there by apt-get where we are root.
 *
 * @returns {Promise<void>} rejects with a MissingPackage where they cannot be installed, else with what apt-get says of those that failed
 */
export async function setUpNetworkPrograms() {
  const missing = Object.keys(networkPrograms).filter((name) => !findProgram([name]));
  if (missing.length === 0) return;
  const install = (names) =>
    aptInstall(
      names.join(' and '),
      names.flatMap((name) => networkPrograms[name]),
    );
  try {
    await install(missing);
  } catch (error) {
    if (error instanceof MissingPackage || missing.length === 1) throw error;
    // One package that a distribution does not have must not cost the others.
    const failures = [];
    for (const name of missing) await install([name]).catch((reason) => failures.push(reason.message));
    if (failures.length > 0) throw new Error(failures.join('\n'));
  }
}

/** Something of the system's is missing that we may not install: a reason to skip, not a failure. */
export class MissingPackage extends Error {}

async function aptInstall(what, packages) {
  const line = `apt-get install ${packages.join(' ')}`;
  if (!findProgram(['apt-get'])) throw new MissingPackage(`${what} is missing and there is no apt-get here`);
  if (process.getuid?.() !== 0) throw new MissingPackage(`${what} is missing and only root can install it: ${line}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runStep(what, async () => {
    await runQuietly('apt-get', ['update', '-q'], { env });
    await withoutStarting(() =>
      runQuietly('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env }),
    );
    for (const name of packages.flatMap((one) => unwantedServices[one] ?? [])) {
      await runQuietly('update-rc.d', [name, 'disable'], { env });
    }
  });
}

/** Debian's way to say that an installation starts no service: this program is asked first. */
const policy = '/usr/sbin/policy-rc.d';

async function withoutStarting(install) {
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (isOurs) rmSync(policy);
  }
}

function findProgram(names) {
  // Some PATHs of ordinary users and of containers leave out the folders of the system's own servers.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
