/**
 * Where an object store is, for the commands that may use one. What is secret is never an option, because everybody on the
 * machine can read a command line: it comes from the environment (AWS_ACCESS_KEY_ID, …) or from ~/.aws.
 */
import { InvalidArgumentError, type Command } from 'commander';
import type { ObjectStoreSettings } from '../../engine/object-store/settings.ts';

export interface ObjectStoreOptions {
  readonly s3Endpoint?: string;
  readonly s3Region?: string;
  readonly s3Profile?: string;
  readonly s3PathStyle?: boolean;
}

export function addObjectStoreOptions(command: Command): Command {
  return command
    .option('--s3-endpoint <url>', 'the S3 server, where it is not Amazon (AWS_ENDPOINT_URL_S3)', endpoint)
    .option('--s3-region <name>', 'its region (AWS_REGION)')
    .option('--s3-profile <name>', 'the profile of ~/.aws to use (AWS_PROFILE)')
    .option('--s3-path-style', 'write ENDPOINT/BUCKET, not BUCKET.ENDPOINT; taken for granted with an endpoint');
}

export function readObjectStore(options: ObjectStoreOptions): ObjectStoreSettings {
  const { s3Endpoint, s3Region, s3Profile, s3PathStyle } = options;
  return {
    ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint }),
    ...(s3Region === undefined ? {} : { region: s3Region }),
    ...(s3Profile === undefined ? {} : { profile: s3Profile }),
    ...(s3PathStyle === undefined ? {} : { pathStyle: s3PathStyle }),
  };
}

function endpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('It takes an address such as https://minio.example.org:9000.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('Keep credentials out of it: they come from the environment or a profile.');
  }
  return text.replace(/\/+$/, '');
}
