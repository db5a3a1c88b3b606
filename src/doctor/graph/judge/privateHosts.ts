/** Which hosts are named as those within a company are. Data, and the one question that is asked of it. Better miss one than blame a public one. */
import { SHARED_HOSTS } from '../../../remedies/propose/privateModule.ts';

/** Domains that no public name ends in (RFC 6762 appendix G, RFC 8375, ICANN's .internal, RFC 6761's .test). */
const INNER_DOMAIN = /\.(?:corp|internal|intranet|lan|local|localdomain|home|private|test|home\.arpa)$/;
/** The same as a part of a public domain: `git.corp.example.com`. */
const INNER_PART = /\.(?:corp|internal|intranet)\./;
/** The usual names of a company's own repository server. */
const REPOSITORY_HOST = /^(?:git|gitlab|bitbucket)\./;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Public projects with a repository server of their own; subdomains too. */
const PUBLIC_PROJECTS = [
  ...['freedesktop.org', 'gnome.org', 'kde.org', 'debian.org', 'torproject.org', 'kernel.org', 'apache.org'],
  ...['eclipse.org', 'gnu.org', 'archlinux.org', 'alpinelinux.org', 'matrix.org', 'wikimedia.org', 'sr.ht'],
  ...['openstack.org', 'opendev.org', 'videolan.org', 'xiph.org', 'cern.ch', 'inria.fr'],
  ...['mills.io', 'schwanenlied.me', 'tcp.direct', 'openprivacy.ca', 'zx2c4.com', 'code.tecnalia.com'],
  ...['postgresql.org', 'haskell.org', 'gentoo.org', 'fedoraproject.org', 'xfce.org', 'gitlab.io', 'disroot.org'],
  ...['gnunet.org', 'sagemath.org', 'linuxfoundation.org', 'defalsify.org', 'autistici.org'],
  ...['golang.org', 'k8s.io', 'uber.org', 'opentelemetry.io', 'etcd.io', 'gorm.io', 'gopkg.in', 'gitea.com'],
  ...['osdn.net', 'notabug.org', 'pagure.io', 'framagit.org', '0xacab.org'],
];

/** Reports whether many people keep modules there, or a public project does. */
export function isPublicHost(host: string): boolean {
  if (SHARED_HOSTS.test(host)) return true;
  return PUBLIC_PROJECTS.some((project) => host === project || host.endsWith(`.${project}`));
}

/** Reports whether the host is on no public network, or named as a company's repository server is. */
export function looksPrivate(host: string): boolean {
  if (ADDRESS.test(host) || INNER_DOMAIN.test(host)) return true;
  return !isPublicHost(host) && (INNER_PART.test(host) || REPOSITORY_HOST.test(host));
}

/** Reports whether two hosts lie in one domain that can be bought (`git.acme.co.uk` and `go.acme.co.uk`). */
export function isSameOwner(a: string, b: string): boolean {
  return ownerOf(a) === ownerOf(b);
}

function ownerOf(host: string): string {
  const labels = host.toLowerCase().split('.');
  const isTwoPart = /^(?:com?|org|net|ac|gov|edu)$/.test(labels.at(-2) ?? '') && labels.at(-1)?.length === 2;
  return labels.slice(isTwoPart ? -3 : -2).join('.');
}
