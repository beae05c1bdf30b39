import { overWebHost } from './carriers.ts';
import { contractSuite } from './contract-suite.ts';

contractSuite('over the web host', overWebHost, { breaks: true });
