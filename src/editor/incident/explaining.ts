/** What reads the output of commands and explains it: loaded with the first command that starts, or the first text to be read. */
export { explainFailures } from '../../doctor/incident/explain.ts';
export { OutputReading } from '../../doctor/reading/outputReading.ts';
export { readOutput } from '../../doctor/reading/readOutput.ts';
