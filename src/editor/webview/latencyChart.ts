/** An entry's latency as two lines, its failures as hatched bands behind them: as high as the share that failed. Drawn by uPlot. */
import uPlot from 'uplot';
import type { Chart } from '../../text/report/dashboard/dashboardDocument.ts';

const HEIGHT = 130;
/** The tag of an element with `chart` as a property. */
const TAG = 'latency-chart';
/** px between two lines of the hatching. */
const HATCH = 5;

class LatencyChart extends HTMLElement {
  #chart: Chart | null = null;
  #plot: uPlot | null = null;
  /** Told of the element's own width, which a narrow column changes without a change of the window. */
  readonly #sizes = new ResizeObserver(() => this.#fit());
  /** What nobody has scrolled to is not drawn: the first sight of the page does not wait for it. */
  readonly #sight = new IntersectionObserver(([seen]) => {
    if (seen?.isIntersecting === true && this.#plot === null) this.#make();
  });
  /** A theme's colours stand in the style of the root: on a canvas nothing follows them by itself. */
  readonly #themes = new MutationObserver(() => this.#plot?.redraw());

  set chart(chart: Chart) {
    const isSameShape = chart.times.length === this.#chart?.times.length && chart.width === this.#chart.width;
    this.#chart = chart;
    if (this.#plot === null) return;
    if (isSameShape) this.#plot.setData(dataOf(chart));
    else this.#make();
  }

  connectedCallback(): void {
    this.#sizes.observe(this);
    this.#themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    this.#sight.observe(this);
  }

  disconnectedCallback(): void {
    this.#sizes.disconnect();
    this.#themes.disconnect();
    this.#sight.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #fit(): void {
    if (this.clientWidth > 0) this.#plot?.setSize({ width: this.clientWidth, height: HEIGHT });
  }

  #make(): void {
    this.#plot?.destroy();
    this.#plot = null;
    if (this.#chart === null || !this.isConnected) return;
    const options = optionsOf(this.#chart.width, Math.max(1, this.clientWidth), this);
    this.#plot = new uPlot(options, dataOf(this.#chart), this);
  }
}

function dataOf({ times, p50, p95, failures }: Chart): uPlot.AlignedData {
  return [[...times], [...p50], [...p95], [...failures]];
}

function optionsOf(bucket: number, width: number, element: HTMLElement): uPlot.Options {
  const color = (name: string) => () => getComputedStyle(element).getPropertyValue(name);
  const axis = {
    stroke: color('--chart-text'),
    ticks: { stroke: color('--chart-grid') },
    grid: { stroke: color('--chart-grid'), width: 1 },
  };
  const line = (stroke: () => string, dash: number[]) => ({
    stroke,
    dash,
    width: 2,
    points: { show: true, size: 5 },
  });
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(10, (most ?? 0) * 1.15)] } },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map((tick) => timeText(tick, bucket)) },
      { ...axis, size: 72, values: (_, ticks) => ticks.map((tick) => `${tick} ms`) },
    ],
    series: [{}, line(color('--chart-p50'), []), line(color('--chart-p95'), [6, 4]), { scale: 'share', show: false }],
    hooks: { drawClear: [(plot) => drawFailures(plot, bucket, color('--chart-failure')())] },
  };
}

/** A day as its time, a week as its date. */
function timeText(seconds: number, bucket: number): string {
  const date = new Date(seconds * 1000);
  const options: Intl.DateTimeFormatOptions =
    bucket > 3600 ? { month: '2-digit', day: '2-digit' } : { hour: '2-digit', minute: '2-digit', hour12: false };
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(date);
}

function drawFailures(plot: uPlot, bucket: number, color: string): void {
  const [times, , , shares] = plot.data;
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = color;
  times.forEach((time, at) => {
    const share = shares?.[at] ?? 0;
    if (share <= 0) return;
    const left = Math.max(bbox.left, plot.valToPos(time - bucket / 2, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(time + bucket / 2, 'x', true));
    const height = bbox.height * share;
    hatch(ctx, { left, top: bbox.top + bbox.height - height, width: right - left, height });
  });
  ctx.restore();
}

/** By lines and not by colour alone. */
function hatch(ctx: CanvasRenderingContext2D, box: { left: number; top: number; width: number; height: number }): void {
  const { left, top, width, height } = box;
  const step = HATCH * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.stroke();
  ctx.clip();
  ctx.beginPath();
  for (let x = left - height; x < left + width; x += step) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

customElements.define(TAG, LatencyChart);
