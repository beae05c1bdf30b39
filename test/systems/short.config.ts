import { systemsConfig } from './configure.ts';

/** One way through for each real server, for `npm test`: two minutes, where `test:systems` takes half an hour. */
export default systemsConfig([
  'test/systems/kafka/consume-once.test.ts',
  'test/systems/minio/publish.test.ts',
  'test/systems/prometheus/scrape.test.ts',
  'test/systems/spark/commit.test.ts',
]);
