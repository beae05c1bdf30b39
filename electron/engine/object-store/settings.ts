/**
 * How the object store is reached. The host says it, never a caller of the contract: an endpoint is where signed requests
 * and patients' records go. What the host leaves out comes from the usual environment (AWS_*, ~/.aws), which the SDK
 * reads itself. Credentials are held by the SDK alone; a host with a keychain hands in a function that fetches them.
 */
export interface ObjectStoreCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ObjectStoreSettings {
  /** For example `http://127.0.0.1:9000`; left out for Amazon's own, or what AWS_ENDPOINT_URL_S3 says. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Of ~/.aws/config and ~/.aws/credentials. */
  readonly profile?: string;
  /** `endpoint/bucket/key` in place of `bucket.endpoint/key`; taken for granted where an endpoint is named. */
  readonly pathStyle?: boolean;
  /** Asked when first needed, and again when what it gave has expired; wins over environment and profile. */
  readonly credentials?: () => Promise<ObjectStoreCredentials>;
}

/** The server that is meant, as it is written down beside a publish; null for Amazon's own. */
export function endpointOf(settings: ObjectStoreSettings): string | null {
  const said = settings.endpoint ?? filled('AWS_ENDPOINT_URL_S3') ?? filled('AWS_ENDPOINT_URL');
  return said === undefined ? null : said.replace(/\/+$/, '');
}

/** Undefined where the SDK is to find it in the profile. A server of one's own mostly does not care. */
export function regionOf(settings: ObjectStoreSettings, endpoint: string | null): string | undefined {
  const said = settings.region ?? filled('AWS_REGION') ?? filled('AWS_DEFAULT_REGION');
  const profile = settings.profile ?? filled('AWS_PROFILE');
  return said ?? (endpoint !== null && profile === undefined ? 'us-east-1' : undefined);
}

function filled(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}
