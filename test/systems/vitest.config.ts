import { systemsConfig } from './configure.ts';

export default systemsConfig(['test/systems/**/*.test.ts']);
