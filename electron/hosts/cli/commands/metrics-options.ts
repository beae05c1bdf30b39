/** `--metrics` and its companions, for every command that goes on running. */
import { InvalidArgumentError, type Command } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import { defaultMetricsPort, startMetricsServer, type MetricsServer } from '../../metrics/metrics-server.ts';
import type { Desk } from '../desk.ts';
import { wholeNumber } from './arguments.ts';

export interface MetricsOptions {
  readonly metrics?: boolean;
  readonly metricsPort?: number;
  readonly metricsHost?: string;
}

export function addMetricsOptions(command: Command): Command {
  return command
    .option('--metrics', 'serve the metrics to Prometheus, under /metrics')
    .option('--metrics-port <n>', `the port of the metrics, 0 for any that is free (${defaultMetricsPort})`, anyPort)
    .option('--metrics-host <address>', 'the address of the metrics (127.0.0.1, which is this machine alone)');
}

/** Undefined where nobody asked for them. Warns of an address that others reach. */
export async function serveMetrics(desk: Desk, options: MetricsOptions): Promise<MetricsServer | undefined> {
  const { metrics, metricsPort: port, metricsHost: host } = options;
  if (metrics !== true) {
    if (port === undefined && host === undefined) return undefined;
    throw new DeskError('INVALID_INPUT', 'To serve the metrics say --metrics as well.');
  }
  const server = await startMetricsServer({
    engine: await desk.open(),
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
  });
  if (server.warning !== undefined) await desk.printer.note(server.warning);
  return server;
}

export function anyPort(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('It takes a port from 1 to 65535.');
  return port;
}
