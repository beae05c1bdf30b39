/** The five places. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatCompact, formatCount } from '../ui/format.ts';
import { useCommands } from './commands.tsx';
import { useCurrentLoad } from './current-load.tsx';
import classes from './nav-rail.module.css';
import { places, placeWords, useWhereabouts, type Place } from './places.ts';

export function NavRail(): ReactNode {
  const { place: current, loadId, go } = useWhereabouts();
  const { loaded } = useCurrentLoad();
  useCommands(
    places.map((place, index) => ({
      id: `go.${place}`,
      label: `Go to ${placeWords[place].name}: ${placeWords[place].what}`,
      group: 'Places',
      keys: `alt+${index + 1}`,
      whileTyping: true,
      run: () => go(place),
    })),
  );
  const badges: Partial<Record<Place, number>> = loaded === undefined ? {} : { review: loaded.receipt.quarantined };
  return (
    <nav className={classes['rail']} aria-label="Places">
      {places.map((place, index) => {
        const { name, icon: Picture } = placeWords[place];
        const badge = badges[place] ?? 0;
        return (
          <Link
            key={place}
            href={loadId === null ? `/${place}` : `/${place}/${encodeURIComponent(loadId)}`}
            className={classes['place']}
            aria-current={place === current ? 'page' : undefined}
            title={`${name}: ${placeWords[place].what} (Alt ${index + 1})`}
          >
            <Picture size={20} stroke={1.6} aria-hidden />
            {name}
            {badge > 0 && (
              <em aria-label={`${formatCount(badge)} quarantined`}>
                {badge < 10_000 ? formatCount(badge) : formatCompact(badge)}
              </em>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
