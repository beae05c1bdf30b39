/** The frame around a form that does something. Escape and its cross mean what the form's own Cancel means. */
import { Modal } from '@mantine/core';
import { createContext, use, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

type Leave = () => void;

const LeaveContext = createContext<RefObject<Leave | null> | null>(null);

interface ActModalProps {
  readonly opened: boolean;
  /** Where the form has nothing of its own to do about it. */
  readonly onClose: () => void;
  readonly onClosed?: (() => void) | undefined;
  readonly title: string;
  readonly size: 'lg' | 'xl';
  readonly children: ReactNode;
}

export function ActModal({ opened, onClose, onClosed, title, size, children }: ActModalProps): ReactNode {
  const leave = useRef<Leave | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={() => (leave.current ?? onClose)()}
      {...(onClosed === undefined ? {} : { onExitTransitionEnd: onClosed })}
      title={title}
      size={size}
      // A slip beside the dialog must not cost what was written in it.
      closeOnClickOutside={false}
    >
      <LeaveContext value={leave}>{children}</LeaveContext>
    </Modal>
  );
}

/** Has the frame ask the form how to leave it. */
export function useLeaving(leave: Leave): void {
  const leaveRef = use(LeaveContext);
  useLayoutEffect(() => {
    if (leaveRef === null) return undefined;
    leaveRef.current = leave;
    return () => {
      leaveRef.current = null;
    };
  });
}
