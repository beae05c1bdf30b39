/** The frame of the window: head, places, the place one is in, foot. */
import { useEffect, type ReactNode } from 'react';
import { DropZone } from '../features/loads/drop-zone.tsx';
import { useLoadedNews } from '../features/loads/use-loaded-news.ts';
import classes from './app.module.css';
import { Guide } from './guide/guide.tsx';
import { FaultScreen } from './fault-screen.tsx';
import { Header } from './header.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { LinkNotice } from './link-notice.tsx';
import { NavRail } from './nav-rail.tsx';
import { ObjectStorageDialog } from './object-storage-dialog.tsx';
import { Palette } from './palette.tsx';
import { fetchPlaces, PlaceView } from './place-views.tsx';
import { placeWords, useWhereabouts } from './places.ts';
import { ShellCommands } from './shell-commands.tsx';
import { StatusBar } from './status-bar.tsx';
import { WorkspaceNotice } from './workspace-notice.tsx';

export function App(): ReactNode {
  const { place } = useWhereabouts();
  useKeptFocus();
  useLoadedNews();
  useEffect(() => void fetchPlaces(), []);
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
            <PlaceView place={place} />
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
