import { inProcess } from './carriers.ts';
import { contractSuite } from './contract-suite.ts';

contractSuite('in process', inProcess, { breaks: false });
