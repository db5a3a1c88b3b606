/** A mark: its sign for the eye, its word for who does not see it. */
import { html, type TemplateResult } from 'lit';
import { MARK_SIGNS, type Mark } from '../../text/report/mark.ts';

/** `name`: what a screen reader says; without one the text beside it says it. */
export function markView(mark: Mark, name?: string): TemplateResult {
  const sign = MARK_SIGNS[mark];
  return name === undefined
    ? html`<span class="mark ${mark}" aria-hidden="true">${sign}</span>`
    : html`<span class="mark ${mark}" role="img" aria-label=${name} title=${name}>${sign}</span>`;
}
