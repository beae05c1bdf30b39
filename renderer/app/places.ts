/** The five places, in the order the work flows, and where one is: `#/review/<load>`. Never more than ids in the address. */
import { IconChecklist, IconClock, IconDownload, IconStack2, IconTable, type Icon } from '@tabler/icons-react';
import { useLocation, useRoute } from 'wouter';

export const places = ['loads', 'checks', 'review', 'publish', 'audit'] as const;
export type Place = (typeof places)[number];

export const placeWords: Readonly<
  Record<Place, { readonly name: string; readonly icon: Icon; readonly what: string }>
> = {
  loads: { name: 'Loads', icon: IconDownload, what: 'what came in' },
  checks: { name: 'Checks', icon: IconChecklist, what: 'the rules, and how far they hold' },
  review: { name: 'Review', icon: IconTable, what: 'the records that need a decision' },
  publish: { name: 'Publish', icon: IconStack2, what: 'what goes to bronze' },
  audit: { name: 'Audit', icon: IconClock, what: 'who changed what, and why' },
};

export interface Whereabouts {
  readonly place: Place;
  /** The load that is looked at; null when none is chosen yet. */
  readonly loadId: string | null;
  readonly go: (place: Place, loadId?: string | null) => void;
}

export function useWhereabouts(): Whereabouts {
  const [, navigate] = useLocation();
  const [matches, params] = useRoute('/:place/:load?');
  const place = places.find((each) => matches && each === params.place) ?? 'loads';
  const loadId = matches && params.load !== undefined && params.load !== '' ? decodeURIComponent(params.load) : null;
  return {
    place,
    loadId,
    go: (next, load = loadId) => navigate(load === null ? `/${next}` : `/${next}/${encodeURIComponent(load)}`),
  };
}
