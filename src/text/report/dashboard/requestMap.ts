/** The way of a request as stations in its order, and the table that says the same. */
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import { dashboardText } from '../../words/editor/dashboardText.ts';
import type { Cell, DashboardMap, DashboardTable, Station } from './dashboardDocument.ts';
import { entryStations } from './entryStations.ts';
import { databaseStations, forwardProxyStation, goStation, relayStations, workspaceStation } from './stations.ts';

export function requestMap({ examination, health, passage }: Snapshot, now: number): DashboardMap {
  const stations =
    examination === null
      ? []
      : [
          workspaceStation(examination),
          goStation(examination),
          ...relayStations(passage),
          forwardProxyStation(examination),
          ...entryStations({ examination, health, passage, now }),
          ...databaseStations(examination),
        ];
  return {
    title: dashboardText.map(),
    legend: dashboardText.legend(),
    stations,
    table: stationTable(stations),
  };
}

function stationTable(stations: readonly Station[]): DashboardTable {
  return {
    title: dashboardText.stations(),
    heads: dashboardText.stationHeads(),
    rows: stations.map(stationRow),
    empty: dashboardText.noHistory(),
  };
}

function stationRow({ role, name, mark, lines, wayText, separator }: Station): Cell[] {
  const plain = (text: string): Cell => ({ text, hint: null });
  return [
    { ...plain(name === '' ? role : `${role}: ${name}`), isHead: true },
    mark === null ? plain('–') : { ...plain(mark.name), mark },
    plain(separator === null ? wayText : `${wayText}; ${separator.hint ?? separator.text}`),
    plain(lines.map(({ text }) => text).join(' · ')),
  ];
}
