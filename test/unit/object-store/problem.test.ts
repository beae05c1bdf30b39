import { expect, test } from 'vitest';
import { explainProblem, ObjectStoreProblem, problemOf } from '../../../electron/engine/object-store/problem.ts';

const where = { url: { bucket: 'bronze', key: 'a' }, endpoint: 'https://minio.example.org' };

const thrown = (name: string, status?: number, more: object = {}): Error =>
  Object.assign(new Error('secret text of the server'), {
    name,
    $metadata: { httpStatusCode: status, requestId: 'R1' },
    ...more,
  });

test.each([
  ['NoSuchBucket', 404, 'no bucket', false],
  ['AccessDenied', 403, 'forbidden', false],
  ['UnknownToUs', 403, 'forbidden', false],
  ['SignatureDoesNotMatch', 403, 'bad credentials', false],
  ['CredentialsProviderError', undefined, 'no credentials', false],
  ['ExpiredToken', 400, 'expired', true],
  ['RequestTimeTooSkewed', 403, 'clock', true],
  ['AuthorizationHeaderMalformed', 400, 'region', false],
  ['SlowDown', 503, 'busy', true],
  ['UnknownToUs', 502, 'busy', true],
  ['PreconditionFailed', 412, 'taken', false],
  ['UnknownToUs', 400, 'refused', false],
] as const)('%s with %s is: %s', (name, status, kind, passing) => {
  const problem = problemOf(thrown(name, status));
  expect(problem).toMatchObject({ kind, answer: name, isPassing: passing });
  const said = explainProblem(problem, where, 'TARGET_NOT_WRITABLE', 'Nothing was published.');
  expect(said.message).toMatch(/\. Nothing was published\.$/);
  expect(JSON.stringify(said.toFailure())).not.toContain('secret text');
  expect(said.details).toMatchObject({ url: 's3://bronze/a', endpoint: 'https://minio.example.org', answer: name });
});

test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'])(
  '%s is a server not reached',
  (code) => {
    const problem = problemOf(thrown('Error', undefined, { code }));
    expect(problem).toMatchObject({ kind: 'unreachable', answer: code, isPassing: true });
  },
);

test('what is sorted already stays as it is', () => {
  const problem = new ObjectStoreProblem('damaged', 'SHA-256');
  expect(problemOf(problem)).toBe(problem);
});
