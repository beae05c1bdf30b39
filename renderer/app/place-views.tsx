/**
 * What is drawn in each place. A window opens on Loads, or where a reviewer was: the other places are not in its first
 * paint but come right behind it, so that a key pressed there is heard at once, and no broken way keeps anybody out.
 */
import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { LoadsPlace } from '../features/loads/loads-place.tsx';
import { ReviewPlace } from '../features/review/review-place.tsx';
import type { Place } from './places.ts';

type View = ComponentType;

const later = {
  checks: async (): Promise<View> => (await import('../features/checks/checks-place.tsx')).ChecksPlace,
  publish: async (): Promise<View> => (await import('../features/publish/publish-place.tsx')).PublishPlace,
  audit: async (): Promise<View> => (await import('../features/audit/audit-place.tsx')).AuditPlace,
};

const views: Record<Place, View> = {
  loads: LoadsPlace,
  review: ReviewPlace,
  checks: lazy(async () => ({ default: await later.checks() })),
  publish: lazy(async () => ({ default: await later.publish() })),
  audit: lazy(async () => ({ default: await later.audit() })),
};

/** From then on nothing has to be waited for. What cannot be had now is asked for again when somebody goes there. */
export async function fetchPlaces(): Promise<void> {
  const places = Object.keys(later) as (keyof typeof later)[];
  await Promise.allSettled(
    places.map(async (place) => {
      views[place] = await later[place]();
    }),
  );
}

/** Keyed by its place: one that was begun with stays, whatever has come meanwhile. */
export function PlaceView({ place }: { place: Place }): ReactNode {
  const [{ View }] = useState(() => ({ View: views[place] }));
  return (
    <Suspense fallback={null}>
      <View />
    </Suspense>
  );
}
