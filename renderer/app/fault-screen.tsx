/** A fault in one place's drawing does not take the window with it: the frame stays, and says what to do. */
import { Component, type ReactNode } from 'react';
import { ErrorNotice } from '../ui/error-notice.tsx';

interface FaultScreenProps {
  readonly children: ReactNode;
}

export class FaultScreen extends Component<FaultScreenProps, { error: unknown }> {
  override readonly state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ErrorNotice
        error={error}
        actions={[
          { label: 'Show it again', run: () => this.setState({ error: null }) },
          { label: 'Reload the window', run: () => location.reload() },
        ]}
      />
    );
  }
}
