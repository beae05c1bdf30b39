/** Where the page begins: finds the program around it, links to the engine, and draws the window. */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/tokens.css';
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { isDeskError } from '../electron/contract/errors.ts';
import type { Shell } from '../electron/contract/shell.ts';
import { ActorProvider } from './app/actor.tsx';
import { App } from './app/app.tsx';
import { CommandProvider } from './app/commands.tsx';
import { CurrentLoadProvider } from './app/current-load.tsx';
import { desktopPorts, webPorts } from './engine-client.ts';
import { isShutOut, linkEngine } from './engine-link.ts';
import { EngineProvider } from './engine/engine-context.tsx';
import { TaskProvider } from './engine/tasks.tsx';
import { IncomingProvider } from './features/loads/incoming.tsx';
import { StreamsProvider } from './features/loads/stream/streams-context.tsx';
import { Picking, PickingDialog } from './shell/picking.tsx';
import { ShellProvider } from './shell/shell-context.tsx';
import { webShell } from './shell/web-shell.ts';
import { ErrorNotice } from './ui/error-notice.tsx';
import { cssVariablesResolver, theme } from './ui/theme.ts';

declare global {
  interface Window {
    /** Put there by the desktop's preload. */
    readonly bronzeDesk?: Shell;
  }
}

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The engine says when something has changed; a lost link is the only failure that asking again can mend.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) => isDeskError(error, 'ENGINE_GONE') && !isShutOut(error) && count < 3,
    },
    mutations: { networkMode: 'always' },
  },
});

// A fault's message may quote what was being drawn, and the console is no place for that.
const sayFault = (error: unknown): void => {
  console.error('The window could not draw a part of itself:', error instanceof Error ? error.name : typeof error);
};

const root = createRoot(document.querySelector('#root') ?? document.body, {
  onCaughtError: sayFault,
  onUncaughtError: sayFault,
});
void begin();

async function begin(): Promise<void> {
  const picking = new Picking();
  const shell = window.bronzeDesk ?? webShell(picking.choose);
  const link = linkEngine(window.bronzeDesk === undefined ? webPorts : desktopPorts);
  try {
    const info = await shell.info();
    root.render(
      <Around>
        <ShellProvider shell={shell} info={info}>
          <EngineProvider link={link}>
            <TaskProvider>
              <ActorProvider user={info.user}>
                <CommandProvider>
                  <Router hook={useHashLocation}>
                    <CurrentLoadProvider>
                      <IncomingProvider>
                        <StreamsProvider>
                          <App />
                          <PickingDialog picking={picking} />
                        </StreamsProvider>
                      </IncomingProvider>
                    </CurrentLoadProvider>
                  </Router>
                </CommandProvider>
              </ActorProvider>
            </TaskProvider>
          </EngineProvider>
        </ShellProvider>
      </Around>,
    );
  } catch (error) {
    root.render(
      <Around>
        <ErrorNotice error={error} actions={[{ label: 'Try again', run: () => location.reload() }]} />
      </Around>,
    );
  }
}

function Around({ children }: { children: ReactNode }): ReactNode {
  return (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          {/* Under the dialogs, which lie at 200: what was just done must not cover what is about to be. */}
          <Notifications position="bottom-right" zIndex={190} />
          <ModalsProvider>{children}</ModalsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
