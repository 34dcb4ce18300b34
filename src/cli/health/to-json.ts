// Reports of connections → JSON for programs: always the same members, null where nothing is known.
import type { ConnectionHealth } from '../../index.js';

/** The text of `elastodm health --json`; docs/guides/health.md describes it. */
export function toJson(reports: readonly ConnectionHealth[]): string {
  const answer = { ok: reports.every(({ ok }) => ok), connections: reports.map(toMember) };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function toMember(report: ConnectionHealth): object {
  const { error } = report;
  return {
    alias: report.alias,
    ok: report.ok,
    reachable: report.reachable,
    status: report.status,
    latency: report.latency,
    clusterName: report.clusterName ?? null,
    numberOfNodes: report.numberOfNodes ?? null,
    activeShards: report.activeShards ?? null,
    unassignedShards: report.unassignedShards ?? null,
    versions: report.versions ?? null,
    nodes: report.nodes ?? null,
    search: report.search ?? null,
    error: error === undefined ? null : { code: error.code, message: error.message, remedy: error.remedy },
  };
}
