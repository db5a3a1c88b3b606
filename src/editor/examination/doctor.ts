/** What examines: loaded with the first look, not with the window. */
export { viewGo } from '../../doctor/environment/goView.ts';
export { examine } from '../../doctor/examine.ts';
export { remedyContext } from '../../doctor/remedyContext.ts';
