// Loaded before WordPress Playground: its server names no address to listen at, which makes Node take every one that
// the machine has. A preview is for this machine only.
const { Server } = require('node:net');
const listen = Server.prototype.listen;

Server.prototype.listen = function (...given) {
	const [where, host] = given;
	if (where !== null && typeof where === 'object' && 'port' in where && !where.host) {
		given[0] = { ...where, host: '127.0.0.1' };
	} else if (typeof where === 'number' && typeof host !== 'string') {
		given.splice(1, host === undefined || host === null ? 1 : 0, '127.0.0.1');
	}
	return listen.apply(this, given);
};
