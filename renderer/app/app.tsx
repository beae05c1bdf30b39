/** The frame of the window: head, places, the place one is in, foot. */
import { lazy, Suspense, useEffect, type ComponentType, type ReactNode } from 'react';
import { DropZone } from '../features/loads/drop-zone.tsx';
import { LoadsPlace } from '../features/loads/loads-place.tsx';
import { ReviewPlace } from '../features/review/review-place.tsx';
import classes from './app.module.css';
import { Guide } from './guide/guide.tsx';
import { FaultScreen } from './fault-screen.tsx';
import { Header } from './header.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { LinkNotice } from './link-notice.tsx';
import { NavRail } from './nav-rail.tsx';
import { ObjectStorageDialog } from './object-storage-dialog.tsx';
import { Palette } from './palette.tsx';
import { placeWords, useWhereabouts, type Place } from './places.ts';
import { ShellCommands } from './shell-commands.tsx';
import { StatusBar } from './status-bar.tsx';
import { WorkspaceNotice } from './workspace-notice.tsx';

/** A window opens on Loads, or where a reviewer was: the other places are not in its first paint. */
const ChecksPlace = lazy(async () => ({ default: (await import('../features/checks/checks-place.tsx')).ChecksPlace }));
const PublishPlace = lazy(async () => ({
  default: (await import('../features/publish/publish-place.tsx')).PublishPlace,
}));
const AuditPlace = lazy(async () => ({ default: (await import('../features/audit/audit-place.tsx')).AuditPlace }));

const views: Readonly<Record<Place, ComponentType>> = {
  loads: LoadsPlace,
  checks: ChecksPlace,
  review: ReviewPlace,
  publish: PublishPlace,
  audit: AuditPlace,
};

export function App(): ReactNode {
  const { place } = useWhereabouts();
  const View = views[place];
  useKeptFocus();
  useEffect(() => {
    document.title = `${placeWords[place].name} · Bronze Desk`;
  }, [place]);
  return (
    <div className={classes['frame']}>
      <Palette />
      <ShellCommands />
      <Header />
      <NavRail />
      <main className={classes['place']} aria-label={placeWords[place].name}>
        <LinkNotice />
        <WorkspaceNotice />
        <div className={classes['view']}>
          <FaultScreen key={place}>
            <Suspense fallback={null}>
              <View />
            </Suspense>
          </FaultScreen>
        </div>
      </main>
      <Guide />
      <StatusBar />
      <DropZone />
      <ObjectStorageDialog />
    </div>
  );
}
