// Reads one file as `classify` does, in a process of its own, and prints what it cost: CPU, growth of memory, failures found.
import { createReadStream } from 'node:fs';
import { OutputReading } from '../../src/doctor/reading/outputReading.ts';

const [file = ''] = process.argv.slice(2);
const reading = new OutputReading();
let least = Number.POSITIVE_INFINITY;
let most = 0;
const before = process.cpuUsage();
for await (const chunk of createReadStream(file)) {
  reading.write(chunk as Uint8Array);
  const rss = process.memoryUsage.rss();
  least = Math.min(least, rss);
  most = Math.max(most, rss);
}
reading.end();
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  JSON.stringify({ cpu: (user + system) / 1000, growth: most - least, failures: reading.failures.length }),
);
