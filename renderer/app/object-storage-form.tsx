import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState, type ReactNode } from 'react';
import {
  objectStorageSchema,
  type ObjectStorageState,
  type ObjectStorageWish,
} from '../../electron/contract/object-storage.ts';
import type { Shell } from '../../electron/contract/shell.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';

interface ObjectStorageFormProps {
  readonly storage: NonNullable<Shell['objectStorage']>;
  readonly state: ObjectStorageState;
  readonly onLeave: () => void;
}

interface Values {
  address: string;
  endpoint: string;
  region: string;
  key: string;
  secret: string;
}

const fields = objectStorageSchema.shape;
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** `use` opens the page anew: what is left to do here is the answer no, and failing. */
export function ObjectStorageForm({ storage, state, onLeave }: ObjectStorageFormProps): ReactNode {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const before = state.storage;
  const form = useForm<Values>({
    initialValues: {
      address: before?.address ?? '',
      endpoint: before?.endpoint ?? '',
      region: before?.region ?? '',
      key: before?.access_key_id ?? '',
      secret: '',
    },
    validate: {
      address: (text) =>
        fields.address.safeParse(text.trim()).success
          ? null
          : 'Write s3://BUCKET/PREFIX: a bucket is 3 to 63 small letters, digits, dots and hyphens.',
      endpoint: (text) =>
        fields.endpoint.safeParse(orNull(text)).success
          ? null
          : 'Write an address such as https://minio.example.org:9000, with no name or password in it.',
      secret: (text, { key, endpoint }) =>
        orNull(key) === null || text !== '' || knowsSecret(state, key, endpoint)
          ? null
          : 'Give the secret that belongs to this access key and server.',
    },
  });
  const ask = async (question: () => Promise<unknown>): Promise<void> => {
    setAsking(true);
    setProblem(null);
    try {
      await question();
    } catch (error) {
      setProblem(error);
    }
    setAsking(false);
  };
  return (
    <form noValidate onSubmit={form.onSubmit((values) => void ask(() => storage.use(wishOf(values))))}>
      <Stack gap="sm">
        <TextInput
          label="Address"
          description="Sources may be read and records published there and below."
          placeholder="s3://lake/bronze"
          data-autofocus
          {...form.getInputProps('address')}
        />
        <TextInput
          label="Server"
          description="Left empty: Amazon S3, or what this machine’s AWS settings name."
          placeholder="https://minio.example.org:9000"
          {...form.getInputProps('endpoint')}
        />
        <TextInput label="Region" placeholder="us-east-1" {...form.getInputProps('region')} />
        <TextInput
          label="Access key ID"
          description="Left empty: whoever this machine’s AWS settings name."
          autoComplete="off"
          {...form.getInputProps('key')}
        />
        <PasswordInput
          label="Secret access key"
          description={secretWords(state)}
          placeholder={state.secret === 'none' ? '' : 'as before'}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }}
          {...form.getInputProps('secret')}
        />
        {problem !== null && <ErrorNotice error={problem} />}
        <Text size="xs" c="dimmed">
          Nothing of this is kept in the workspace, its trail or a log. The workspace is opened anew.
        </Text>
        <Group justify="flex-end">
          {before !== null && (
            <Button
              variant="subtle"
              color="red"
              mr="auto"
              disabled={asking}
              onClick={() => void ask(() => storage.forget())}
            >
              Forget it
            </Button>
          )}
          <Button variant="default" onClick={onLeave}>
            Cancel
          </Button>
          <Button type="submit" loading={asking}>
            Use it…
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** It goes to no other server than the one it was given for. */
function knowsSecret({ storage, secret }: ObjectStorageState, key: string, endpoint: string): boolean {
  return secret !== 'none' && storage?.access_key_id === orNull(key) && storage.endpoint === orNull(endpoint);
}

function secretWords({ keychain, secret }: ObjectStorageState): string {
  if (!keychain) return 'This machine has no keychain to keep it in: it is forgotten when the program ends.';
  if (secret === 'keychain') return 'Kept in this machine’s keychain.';
  return 'It will be kept in this machine’s keychain.';
}

const wishOf = ({ address, endpoint, region, key, secret }: Values): ObjectStorageWish => ({
  address: address.trim(),
  endpoint: orNull(endpoint),
  region: orNull(region),
  access_key_id: orNull(key),
  secret_access_key: secret === '' ? null : secret,
});
