/** A button that has a text file chosen and reads it in the page. */
import { Button, FileButton, type ButtonProps } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { isDeskError, type DeskError } from '../../electron/contract/errors.ts';
import { readTextFile, type TextFileKind } from './text-file.ts';

interface TextFileButtonProps {
  readonly kind: TextFileKind;
  /** Of the field behind the button. */
  readonly label: string;
  readonly accept?: string;
  readonly onRead: (file: { readonly name: string; readonly text: string }) => void;
  readonly onRefused: (error: DeskError) => void;
  readonly button?: Pick<ButtonProps, 'size'> & {
    readonly 'aria-label'?: string;
    readonly 'aria-invalid'?: boolean;
    readonly 'aria-describedby'?: string | undefined;
  };
  readonly children: ReactNode;
}

export function TextFileButton({
  kind,
  label,
  accept,
  onRead,
  onRefused,
  button = {},
  children,
}: TextFileButtonProps): ReactNode {
  const reset = useRef<() => void>(null);
  const read = async (file: File | null): Promise<void> => {
    // So that the same file can be chosen once more: it may have been mended.
    reset.current?.();
    if (file === null) return;
    try {
      onRead({ name: file.name, text: await readTextFile(file, kind) });
    } catch (error) {
      if (!isDeskError(error)) throw error;
      onRefused(error);
    }
  };
  return (
    <FileButton
      onChange={(file) => void read(file)}
      resetRef={reset}
      inputProps={{ 'aria-label': label }}
      {...(accept === undefined ? {} : { accept })}
    >
      {(props) => (
        <Button variant="default" leftSection={<IconFile size={13} />} {...button} {...props}>
          {children}
        </Button>
      )}
    </FileButton>
  );
}
