// Loaded into every child with `--import`. The channel to the parent closes when the parent ends, even by kill -9;
// a child left behind would keep the port and the database's connections.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
