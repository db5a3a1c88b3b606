/** What examines and explains: loaded with the first look, not with the window. */

export { viewGo } from '../../doctor/environment/goView.ts';
export { examine } from '../../doctor/examine.ts';
export { explainFailures } from '../../doctor/incident/explain.ts';
export { OutputReading } from '../../doctor/reading/outputReading.ts';
export { readOutput } from '../../doctor/reading/readOutput.ts';
export { remedyContext } from '../../doctor/remedyContext.ts';
