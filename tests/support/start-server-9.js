import { startServer } from './servers.js';

export default () => startServer('9', '9.2.4');
