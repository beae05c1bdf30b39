import { overMessageChannel } from './carriers.ts';
import { contractSuite } from './contract-suite.ts';

contractSuite('over a message port', overMessageChannel, { breaks: true });
