import { startServer } from './servers.js';

export default () => startServer('8', '8.19.21');
