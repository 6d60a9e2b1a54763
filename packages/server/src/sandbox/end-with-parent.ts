// Loaded into the server before it starts (node --import): when the process that started it is gone, also by kill -9,
// the server is asked to end as by any other SIGTERM.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
