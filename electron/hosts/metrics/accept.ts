/** Which of the two formats an HTTP `Accept` asks for. */
import type { ExpositionFormat } from '../../contract/metrics.ts';

/** OpenMetrics only for who names it and likes it at least as much: everybody reads the text format. */
export function wantedFormat(accept: string | undefined): ExpositionFormat {
  const liking = { openmetrics: 0, prometheus: 0 };
  for (const part of (accept ?? '').split(',')) {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1');
    if (Number.isNaN(quality)) continue;
    if (type === 'application/openmetrics-text') {
      // We speak 1.0.0; who wants another version of it is better served with the text format.
      const version = parameters.find((parameter) => parameter.startsWith('version='))?.slice(8) ?? '1.0.0';
      if (version === '1.0.0') liking.openmetrics = Math.max(liking.openmetrics, quality);
    } else if (type === 'text/plain') liking.prometheus = Math.max(liking.prometheus, quality);
  }
  return liking.openmetrics > 0 && liking.openmetrics >= liking.prometheus ? 'openmetrics' : 'prometheus';
}
